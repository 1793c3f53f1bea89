package dev.crossfade.mapping.analysis;

import dev.crossfade.schemas.ColumnType;
import dev.crossfade.schemas.TableId;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The relations of one schema and those of others that a mapping names. */
public record Catalog(int serverVersion, Map<TableId, Relation> relations) {

  public Catalog {
    relations = Map.copyOf(relations);
  }

  public Optional<Relation> find(TableId id) {
    return Optional.ofNullable(relations.get(id));
  }

  Optional<Relation> byOid(long oid) {
    return relations.values().stream().filter(r -> r.oid() == oid).findFirst();
  }

  /**
   * A table, view or foreign table.
   *
   * @param kind {@code relkind}
   * @param persistence p permanent, u unlogged, t temporary
   * @param rowSecurity whether policies may hide rows
   * @param inherits whether it has a parent or a child by inheritance (partitions do not count)
   * @param partition whether it is itself a partition
   * @param toasted whether values can be stored out of line
   * @param replicaIdentity {@code relreplident}
   * @param columns in the order of their numbers
   * @param leaves the partitions that hold its rows
   */
  public record Relation(
      long oid,
      TableId id,
      char kind,
      char persistence,
      boolean rowSecurity,
      boolean inherits,
      boolean partition,
      boolean toasted,
      char replicaIdentity,
      List<Column> columns,
      List<Key> keys,
      List<TableId> leaves) {

    public Relation {
      columns = List.copyOf(columns);
      keys = List.copyOf(keys);
      leaves = List.copyOf(leaves);
    }

    public Optional<Column> column(String name) {
      return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    Optional<Column> column(int number) {
      return columns.stream().filter(c -> c.number() == number).findFirst();
    }

    public Optional<Key> primaryKey() {
      return keys.stream().filter(Key::primary).findFirst();
    }

    /** The unique key of exactly these columns, in whatever order. */
    public Optional<Key> uniqueKey(Collection<String> names) {
      Set<String> wanted = new HashSet<>(names);
      return keys.stream()
          .filter(k -> k.whole() && new HashSet<>(k.columns()).equals(wanted))
          .findFirst();
    }
  }

  /**
   * One column.
   *
   * @param number {@code attnum}: dropped columns leave gaps
   * @param typeOid its own type, a domain perhaps
   * @param modifier {@code atttypmod}
   * @param collation oid, 0 if none
   * @param storable whether a value can be stored out of line
   * @param generated the tree of its expression if it is {@code GENERATED … AS (…)}, else null
   */
  public record Column(
      int number,
      String name,
      ColumnType type,
      long typeOid,
      int modifier,
      long collation,
      boolean notNull,
      boolean storable,
      Filled filled,
      @Nullable String generated) {}

  /** Who fills a column that an INSERT does not name. */
  public enum Filled {
    NOT,
    DEFAULT,
    /** A default that takes the next value of a sequence. */
    SEQUENCE,
    IDENTITY_BY_DEFAULT,
    IDENTITY_ALWAYS,
    GENERATED;

    /** Whether the value is a number that the database gives out. */
    public boolean givesOutNumbers() {
      return this == SEQUENCE || this == IDENTITY_BY_DEFAULT || this == IDENTITY_ALWAYS;
    }
  }

  /**
   * A unique index.
   *
   * @param whole neither partial nor over expressions, and valid
   * @param nullsNotDistinct whether two NULLs count as the same
   */
  public record Key(
      String name,
      List<String> columns,
      boolean primary,
      boolean deferrable,
      boolean whole,
      boolean nullsNotDistinct) {
    public Key {
      columns = List.copyOf(columns);
    }
  }
}
