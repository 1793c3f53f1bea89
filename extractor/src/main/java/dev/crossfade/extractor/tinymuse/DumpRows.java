package dev.crossfade.extractor.tinymuse;

import dev.crossfade.extractor.files.RowSink;
import dev.crossfade.extractor.tinymuse.DumpObject.Definition;
import dev.crossfade.extractor.tinymuse.DumpObject.Power;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes rows of what a dump holds. */
final class DumpRows implements DumpListener {

  private static final int DESCRIPTION = 6;

  private final ValueRows values;
  private final SoundReferences references;
  private final Outline outline;
  private final RowSink sink;
  private final Set<Remark> remarked = new HashSet<>();

  DumpRows(Outline outline, RowSink sink) {
    this.outline = outline;
    this.sink = sink;
    this.values = new ValueRows(outline, sink, this::remark);
    this.references = new SoundReferences(outline, this::remark);
  }

  @Override
  public void header(DumpHeader header) {
    sink.row(
        TinymuseTables.DUMP,
        text(header.version()),
        text(header.userLimit()),
        text(header.restrictClass()),
        text(header.dbTop()));
  }

  @Override
  public void object(DumpObject object) {
    String dbref = text(object.dbref());
    sink.row(
        TinymuseTables.OBJECTS,
        dbref,
        ObjectType.name(object.type()),
        object.name(),
        text(object.location()),
        text(object.zone()),
        text(object.link()),
        text(object.owner()),
        Long.toString(object.flags()),
        "{" + String.join(",", ObjectFlags.names(object.flags())) + "}",
        time(object.modTime()),
        time(object.createTime()),
        ordinal(outline.contentsOrdinal(object.dbref())),
        ordinal(outline.exitsOrdinal(object.dbref())),
        description(object),
        text(object.powers().playerClass()),
        "{" + String.join(",", powers(object)) + "}",
        text(references.location(object)),
        text(references.zone(object)),
        text(references.link(object)),
        text(references.owner(object)),
        object.freed() ? "true" : "false");
    powers(object, dbref);
    values.of(object);
    list(TinymuseTables.PARENTS, dbref, object.parents());
    list(TinymuseTables.CHILDREN, dbref, object.children());
    List<Definition> definitions = object.definitions();
    for (int i = 0; i < definitions.size(); i++) {
      sink.row(
          TinymuseTables.DEFINITIONS,
          dbref,
          text(i),
          text(definitions.get(i).flags()),
          definitions.get(i).name());
    }
  }

  /** The last value of the attribute of that name; the others stay where attributes stand. */
  private static @Nullable String description(DumpObject object) {
    String found = "";
    for (DumpObject.Value value : object.values()) {
      if (value.definer() == -1 && value.index() == DESCRIPTION) {
        found = value.text();
      }
    }
    return found.isEmpty() ? null : found;
  }

  /** As {@code Name:level}; a power without a name by its number. */
  private static List<String> powers(DumpObject object) {
    return object.powers().powers().stream()
        .map(
            power ->
                Numbered.POWERS.getOrDefault(power.number(), text(power.number()))
                    + ":"
                    + power.level())
        .toList();
  }

  private void powers(DumpObject object, String dbref) {
    OptionalInt playerClass = object.powers().playerClass();
    if (playerClass.isPresent()) {
      sink.row(TinymuseTables.PLAYER_CLASSES, dbref, text(playerClass.getAsInt()));
    }
    for (Power power : object.powers().powers()) {
      sink.row(
          TinymuseTables.POWERS,
          dbref,
          text(power.number()),
          Numbered.POWERS.get(power.number()),
          power.level());
    }
  }

  private void list(String table, String dbref, List<Integer> others) {
    for (int i = 0; i < others.size(); i++) {
      sink.row(table, dbref, text(i + 1), text(others.get(i)));
    }
  }

  @Override
  public void mail(MailLine mail) {
    sink.row(
        TinymuseTables.MAIL,
        text(mail.ordinal()),
        text(mail.sender()),
        text(mail.recipient()),
        time(mail.sent()),
        time(mail.read()),
        text(mail.flags()),
        mail.message());
  }

  @Override
  public void remark(Remark remark) {
    if (remarked.add(remark)) {
      sink.row(
          TinymuseTables.REMARKS, Long.toString(remark.line()), remark.record(), remark.what());
    }
  }

  private static String text(int number) {
    return Integer.toString(number);
  }

  private static @Nullable String text(OptionalInt number) {
    return number.isPresent() ? text(number.getAsInt()) : null;
  }

  private static @Nullable String ordinal(int place) {
    return place == 0 ? null : text(place);
  }

  /** 0 means that nobody knows. */
  private static @Nullable String time(long seconds) {
    return seconds == 0 ? null : Instant.ofEpochSecond(seconds).toString();
  }
}
