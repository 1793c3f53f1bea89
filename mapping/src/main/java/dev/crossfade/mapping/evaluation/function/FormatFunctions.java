package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** concat, concat_ws, format and quoting: arguments of any type through their output functions. */
final class FormatFunctions {

  private FormatFunctions() {}

  static void register(Registry registry) {
    registry.site("concat(any)", site -> concat(types(site)));
    registry.site("concat_ws(text,any)", site -> concatWithSeparator(types(site)));
    registry.site("format(text,any)", site -> format(types(site)));
    registry.site("format(text)", site -> format(types(site)));
    registry.one("quote_ident(text)", Quoting::identifier);
    registry.one("quote_literal(text)", Quoting::literal);
  }

  private static ValueType[] types(CallSite site) {
    return site.arguments().stream().map(CallSite.Argument::type).toArray(ValueType[]::new);
  }

  private static Implementation concat(ValueType[] types) {
    return new Implementation.Lenient(
        arguments -> {
          StringBuilder out = new StringBuilder();
          for (int i = 0; i < types.length; i++) {
            Object value = arguments[i];
            if (value != null) {
              out.append(types[i].print(value));
            }
          }
          return out.toString();
        });
  }

  private static Implementation concatWithSeparator(ValueType[] types) {
    return new Implementation.Lenient(
        arguments -> {
          if (!(arguments[0] instanceof String separator)) {
            return null;
          }
          StringBuilder out = new StringBuilder();
          boolean any = false;
          for (int i = 1; i < types.length; i++) {
            Object value = arguments[i];
            if (value != null) {
              if (any) {
                out.append(separator);
              }
              any = true;
              out.append(types[i].print(value));
            }
          }
          return out.toString();
        });
  }

  private static Implementation format(ValueType[] types) {
    List<ValueType> all = List.of(types);
    return new Implementation.Lenient(arguments -> format(arguments, all));
  }

  private static @Nullable Object format(@Nullable Object[] arguments, List<ValueType> types) {
    return arguments[0] instanceof String pattern
        ? new FormatWriter(pattern, arguments, types).write()
        : null;
  }
}
