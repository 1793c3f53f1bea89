package dev.crossfade.extractor.tinymuse;

import dev.crossfade.extractor.files.FileTable;
import dev.crossfade.extractor.files.FileTable.Column;
import java.util.ArrayList;
import java.util.List;

/** The tables of a dump. */
final class TinymuseTables {

  static final String DUMP = "dump";
  static final String OBJECTS = "objects";
  static final String ATTRIBUTES = "attributes";
  static final String PASSWORDS = "passwords";
  static final String LOCK_REFERENCES = "lock_references";
  static final String DEFINITIONS = "definitions";
  static final String PARENTS = "parents";
  static final String CHILDREN = "children";
  static final String PLAYER_CLASSES = "player_classes";
  static final String POWERS = "powers";
  static final String MAIL = "mail";
  static final String REMARKS = "remarks";

  static final List<FileTable> ALL =
      List.of(
          table(
              DUMP,
              1,
              "version integer, user_limit integer, restrict_class integer, db_top integer"),
          table(
              OBJECTS,
              1,
              "dbref integer, type text, name text, location integer, zone integer?, link integer,"
                  + " owner integer, flags bigint, flag_names text[], mod_time timestamptz?,"
                  + " create_time timestamptz?, contents_ordinal integer?, exits_ordinal integer?,"
                  + " description text?, class integer?, powers text[], sound_location integer?,"
                  + " sound_zone integer?, sound_link integer?, sound_owner integer, freed boolean"),
          table(
              ATTRIBUTES,
              3,
              "object integer, definer integer, index integer, name text, flags integer, value"
                  + " text"),
          table(PASSWORDS, 1, "object integer, value text"),
          table(
              LOCK_REFERENCES,
              4,
              "object integer, definer integer, index integer, ordinal integer, dbref integer"),
          table(DEFINITIONS, 2, "object integer, position integer, flags integer, name text"),
          table(PARENTS, 2, "object integer, ordinal integer, parent integer"),
          table(CHILDREN, 2, "object integer, ordinal integer, child integer"),
          table(PLAYER_CLASSES, 1, "object integer, class integer"),
          table(POWERS, 2, "object integer, power integer, name text?, level text"),
          table(
              MAIL,
              1,
              "ordinal integer, sender integer, recipient integer, sent timestamptz?, read"
                  + " timestamptz?, flags integer, message text"),
          table(REMARKS, 3, "line bigint, record text, what text"));

  private TinymuseTables() {}

  /** Columns as in CREATE TABLE, all NOT NULL but those with a question mark. */
  private static FileTable table(String name, int keyColumns, String columns) {
    List<Column> list = new ArrayList<>();
    for (String column : columns.split(", ", -1)) {
      String[] parts = column.split(" ", -1);
      boolean nullable = parts[1].endsWith("?");
      list.add(new Column(parts[0], parts[1].replace("?", ""), !nullable));
    }
    return new FileTable(
        name, list, list.subList(0, keyColumns).stream().map(Column::name).toList());
  }
}
