package dev.crossfade.mapping.analysis;

/** Which old relations can be read as a snapshot and then followed, and why not the others. */
final class OldTableRules {

  private OldTableRules() {}

  static void check(Catalog.Relation relation, int at, Refusals refusals) throws RefusalException {
    String name = relation.id().toString();
    switch (relation.kind()) {
      case 'v', 'm' ->
          throw refusals.refuse(
              "CF040", at, name + " is a view: the log tells only of tables", "read its tables");
      case 'f' ->
          throw refusals.refuse(
              "CF041", at, name + " is a foreign table: its changes are in another log", null);
      default -> {}
    }
    if (relation.persistence() == 'u') {
      throw refusals.refuse(
          "CF042",
          at,
          name + " is unlogged: its changes are in no log",
          "ALTER TABLE " + relation.id().quoted() + " SET LOGGED");
    }
    if (relation.persistence() == 't') {
      throw refusals.refuse("CF043", at, name + " is temporary: its changes are in no log", null);
    }
    if (relation.inherits()) {
      throw refusals.refuse(
          "CF044",
          at,
          name + " takes part in inheritance: a key may stand in several of its tables",
          "make it a partitioned table");
    }
    if (relation.partition()) {
      throw refusals.refuse(
          "CF045", at, name + " is a partition", "read the partitioned table itself");
    }
    if (relation.rowSecurity()) {
      throw refusals.refuse(
          "CF046",
          at,
          name + " has row security: a policy could hide rows",
          "ALTER TABLE " + relation.id().quoted() + " DISABLE ROW LEVEL SECURITY");
    }
    checkKey(relation, name, at, refusals);
  }

  private static void checkKey(Catalog.Relation relation, String name, int at, Refusals refusals)
      throws RefusalException {
    Catalog.Key key = relation.primaryKey().orElse(null);
    if (key == null) {
      throw refusals.refuse(
          "CF047", at, name + " has no primary key: its rows cannot be told apart", "give it one");
    }
    if (key.deferrable()) {
      throw refusals.refuse(
          "CF048",
          at,
          "the primary key of "
              + name
              + " is deferrable: two rows may swap their keys in one"
              + " transaction",
          "make it again, not deferrable");
    }
    for (String column : key.columns()) {
      var type = relation.column(column).orElseThrow().type();
      if (!type.keyForm().canBeKey()) {
        throw refusals.refuse(
            "CF049",
            at,
            "the primary key column "
                + name
                + "."
                + column
                + " has the type "
                + type.display()
                + ", whose equal values may differ in form",
            null);
      }
    }
  }
}
