package dev.crossfade.verifier;

import dev.crossfade.schemas.KeyForm;
import dev.crossfade.schemas.NewTable;
import dev.crossfade.schemas.OldTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The canonical forms of a key record's fields. */
final class KeyForms {

  private final List<KeyForm> forms = new ArrayList<>();
  private final List<@Nullable KeyForms> nested = new ArrayList<>();

  private KeyForms() {}

  static KeyForms ofOld(OldTable table) {
    KeyForms result = new KeyForms();
    for (String name : table.key()) {
      result.add(table.columns().get(table.indexOf(name)).type().keyForm(), null);
    }
    return result;
  }

  static KeyForms of(List<KeyForm> forms) {
    KeyForms result = new KeyForms();
    forms.forEach(form -> result.add(form, null));
    return result;
  }

  static KeyForms ofNew(NewTable table) {
    KeyForms result = new KeyForms();
    for (String name : table.key()) {
      NewTable.Column column = table.columns().get(table.indexOf(name));
      NewTable.LateReference late = column.late();
      KeyForms inner = null;
      if (late != null) {
        inner = new KeyForms();
        for (NewTable.KeyColumn part : late.key()) {
          inner.add(part.type().keyForm(), null);
        }
      }
      result.add(column.type().keyForm(), inner);
    }
    return result;
  }

  private void add(KeyForm form, @Nullable KeyForms inner) {
    forms.add(form);
    nested.add(inner);
  }

  int size() {
    return forms.size();
  }

  KeyForm form(int field) {
    return forms.get(field);
  }

  KeyForms nested(int field) {
    return java.util.Objects.requireNonNull(nested.get(field));
  }
}
