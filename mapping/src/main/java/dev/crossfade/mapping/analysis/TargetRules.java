package dev.crossfade.mapping.analysis;

import dev.crossfade.mapping.problems.Place;
import dev.crossfade.mapping.problems.Problems;
import dev.crossfade.mapping.text.SourceText;
import dev.crossfade.mapping.text.StatementText;
import dev.crossfade.schemas.TableId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which new tables and columns a statement can write, and by which key. */
final class TargetRules {

  private final SourceText source;
  private final Problems problems;
  private final Catalog catalog;
  private final String schema;

  TargetRules(SourceText source, Problems problems, Catalog catalog, String schema) {
    this.source = source;
    this.problems = problems;
    this.catalog = catalog;
    this.schema = schema;
  }

  /** The table written; empty if there is none. Everything wrong with it is a problem. */
  Optional<Catalog.Relation> check(StatementText statement) {
    StatementText.Target target = statement.target();
    String in = target.schema() == null ? schema : target.schema();
    Optional<Catalog.Relation> found = catalog.find(new TableId(in, target.name()));
    if (found.isEmpty()) {
      problems.error(
          "42P01",
          source.placeOf(target.at()),
          "the new database has no table " + in + "." + target.name(),
          hint(target.name(), catalog.relations().keySet().stream().map(TableId::name).toList()));
      return found;
    }
    Catalog.Relation relation = found.get();
    if (relation.kind() != 'r' && relation.kind() != 'p') {
      problems.error("CF052", source.placeOf(target.at()), relation.id() + " is no table", null);
      return Optional.empty();
    }
    checkColumns(statement, relation);
    checkMissing(statement, relation);
    checkKey(statement, relation);
    return found;
  }

  private void checkColumns(StatementText statement, Catalog.Relation relation) {
    Set<String> seen = new HashSet<>();
    for (StatementText.Named named : statement.columns()) {
      Place place = source.placeOf(named.at());
      Optional<Catalog.Column> column = relation.column(named.name());
      if (column.isEmpty()) {
        problems.error(
            "42703",
            place,
            "column \""
                + named.name()
                + "\" of relation \""
                + relation.id().name()
                + "\" does not exist",
            hint(named.name(), relation.columns().stream().map(Catalog.Column::name).toList()));
      } else if (column.get().filled() == Catalog.Filled.GENERATED) {
        problems.error(
            "428C9",
            place,
            "column " + named.name() + " is generated: the new database computes it",
            "leave it out of the list");
      }
      boolean always = column.map(c -> c.filled() == Catalog.Filled.IDENTITY_ALWAYS).orElse(false);
      if (always && !statement.overridingSystem()) {
        problems.error(
            "428C9",
            place,
            "column " + named.name() + " is GENERATED ALWAYS AS IDENTITY",
            "say OVERRIDING SYSTEM VALUE after the list, or leave the column out of it");
      }
      if (!seen.add(named.name())) {
        problems.error(
            "42701", place, "column \"" + named.name() + "\" specified more than once", null);
      }
    }
  }

  private void checkMissing(StatementText statement, Catalog.Relation relation) {
    Set<String> listed = names(statement.columns());
    for (Catalog.Column column : relation.columns()) {
      if (column.notNull()
          && column.filled() == Catalog.Filled.NOT
          && !listed.contains(column.name())) {
        problems.error(
            "23502",
            source.placeOf(statement.target().at()),
            "column "
                + column.name()
                + " of "
                + relation.id()
                + " is NOT NULL, has no default and"
                + " is not in the list",
            "add it to the list, or give it a default in the new schema");
      }
    }
  }

  private void checkKey(StatementText statement, Catalog.Relation relation) {
    List<StatementText.Named> conflict = statement.conflict();
    Set<String> listed = names(statement.columns());
    if (conflict == null) {
      Catalog.Key key = relation.primaryKey().orElse(null);
      if (key == null || !listed.containsAll(key.columns())) {
        problems.error(
            "CF053",
            source.placeOf(statement.target().at()),
            key == null
                ? relation.id() + " has no primary key: its rows cannot be told apart"
                : "the primary key of "
                    + relation.id()
                    + " ("
                    + String.join(", ", key.columns())
                    + ") is not in the list",
            "name another unique key: ON CONFLICT (columns) DO UPDATE");
        return;
      }
      checkKeyColumns(key, relation, source.placeOf(statement.target().at()));
      return;
    }
    Place place = source.placeOf(conflict.get(0).at());
    Optional<Catalog.Key> key = relation.uniqueKey(names(conflict));
    if (key.isEmpty()) {
      problems.error(
          "42P10",
          place,
          relation.id() + " has no unique key of exactly these columns",
          "partial and expression indexes are no keys");
      return;
    }
    for (StatementText.Named named : conflict) {
      if (!listed.contains(named.name())) {
        problems.error(
            "CF053",
            source.placeOf(named.at()),
            "the key column " + named.name() + " is not in the list of columns",
            "add it to the list");
      }
    }
    checkKeyColumns(key.get(), relation, place);
  }

  private void checkKeyColumns(Catalog.Key key, Catalog.Relation relation, Place place) {
    for (String name : key.columns()) {
      Catalog.Column column = relation.column(name).orElseThrow();
      if (!column.type().keyForm().canBeKey()) {
        problems.error(
            "CF054",
            place,
            "the key column "
                + name
                + " has the type "
                + column.type().display()
                + ", whose equal values may differ in form",
            null);
      }
      if (!column.notNull() && !key.nullsNotDistinct()) {
        problems.error(
            "CF055",
            place,
            "the key column " + name + " can be NULL, and NULLs are never the same key",
            "make it NOT NULL, or the index NULLS NOT DISTINCT");
      }
    }
  }

  private static Set<String> names(List<StatementText.Named> named) {
    return named.stream().map(StatementText.Named::name).collect(Collectors.toSet());
  }

  private static @org.jspecify.annotations.Nullable String hint(String wanted, List<String> names) {
    return Similar.to(wanted, names).map(n -> "perhaps " + n + " is meant").orElse(null);
  }
}
