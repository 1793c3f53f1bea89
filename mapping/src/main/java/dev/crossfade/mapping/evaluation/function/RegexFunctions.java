package dev.crossfade.mapping.evaluation.function;

import dev.crossfade.mapping.evaluation.value.PgArray;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Regular expressions whose pattern and flags are constants of the checked subset. */
final class RegexFunctions {

  private RegexFunctions() {}

  static void register(Registry registry) {
    for (String type : new String[] {"text", "bpchar"}) {
      String types = "(" + type + ",text)";
      registry.site(type + "regexeq" + types, site -> test(site, false, true));
      registry.site(type + "regexne" + types, site -> test(site, false, false));
      registry.site(type + "icregexeq" + types, site -> test(site, true, true));
      registry.site(type + "icregexne" + types, site -> test(site, true, false));
    }
    registry.site("regexp_like(text,text)", site -> test(site, false, true));
    registry.site(
        "substring(text,text)",
        site -> {
          Pattern pattern = pattern(site, 1, "");
          return Registry.of2((String text, Object p) -> substring(pattern, text));
        });
    registry.site("regexp_match(text,text)", site -> match(site, ""));
    registry.site("regexp_match(text,text,text)", site -> match(site, flags(site, 2, "i")));
    registry.site("regexp_replace(text,text,text)", site -> replace(site, ""));
    registry.site(
        "regexp_replace(text,text,text,text)", site -> replace(site, flags(site, 3, "gi")));
    registry.site("regexp_split_to_array(text,text)", site -> split(site, ""));
    registry.site(
        "regexp_split_to_array(text,text,text)", site -> split(site, flags(site, 2, "i")));
  }

  private static String flags(CallSite site, int argument, String known) {
    String flags = site.constantText(argument, "flags");
    for (int i = 0; i < flags.length(); i++) {
      if (known.indexOf(flags.charAt(i)) < 0) {
        throw new RefusedException(site.signature() + " does not know the flag " + flags.charAt(i));
      }
    }
    return flags;
  }

  /** The pattern for functions to which the extent of a match matters. */
  private static Pattern pattern(CallSite site, int argument, String flags) {
    return RegexTranslation.of(
        site.constantText(argument, "pattern"), flags.contains("i"), true, site.asciiCase());
  }

  private static Implementation test(CallSite site, boolean ignoreCase, boolean wanted) {
    Pattern pattern =
        RegexTranslation.of(site.constantText(1, "pattern"), ignoreCase, false, site.asciiCase());
    return Registry.of2((String text, Object p) -> pattern.matcher(text).find() == wanted);
  }

  private static @Nullable String substring(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    return matcher.group(matcher.groupCount() > 0 ? 1 : 0);
  }

  private static Implementation match(CallSite site, String flags) {
    Pattern pattern = pattern(site, 1, flags);
    Implementation.Fn1<String, PgArray> match =
        text -> {
          Matcher matcher = pattern.matcher(text);
          if (!matcher.find()) {
            return null;
          }
          List<@Nullable Object> groups = new ArrayList<>();
          for (int i = matcher.groupCount() == 0 ? 0 : 1; i <= matcher.groupCount(); i++) {
            groups.add(matcher.group(i));
          }
          return PgArray.of(groups);
        };
    return new Implementation.Many(a -> match.apply(String.valueOf(a[0])));
  }

  private static Implementation replace(CallSite site, String flags) {
    Pattern pattern = pattern(site, 1, flags);
    boolean all = flags.contains("g");
    return new Implementation.Many(
        a -> replace(pattern, String.valueOf(a[0]), String.valueOf(a[2]), all));
  }

  private static String replace(Pattern pattern, String text, String with, boolean all) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      if (isInsidePair(text, matcher)) {
        continue;
      }
      out.append(text, from, matcher.start());
      append(out, with, matcher);
      from = matcher.end();
      if (!all) {
        break;
      }
    }
    return out.append(text, from, text.length()).toString();
  }

  /** {@code \1} to {@code \9} are groups, {@code \&} is the match; other backslashes stand. */
  private static void append(StringBuilder out, String with, Matcher matcher) {
    for (int i = 0; i < with.length(); i++) {
      char c = with.charAt(i);
      char next = c == '\\' && i + 1 < with.length() ? with.charAt(i + 1) : '\0';
      if (next == '&' || (next >= '1' && next <= '9')) {
        int group = next == '&' ? 0 : next - '0';
        if (group <= matcher.groupCount() && matcher.group(group) != null) {
          out.append(matcher.group(group));
        }
        i++;
      } else {
        out.append(c);
        if (next == '\\') {
          i++;
        }
      }
    }
  }

  /** Java finds an empty match between the two chars of one code point; there is none. */
  private static boolean isInsidePair(String text, Matcher matcher) {
    int at = matcher.start();
    return matcher.end() == at
        && at > 0
        && at < text.length()
        && Character.isSurrogatePair(text.charAt(at - 1), text.charAt(at));
  }

  private static Implementation split(CallSite site, String flags) {
    Pattern pattern = pattern(site, 1, flags);
    return new Implementation.Many(a -> PgArray.of(split(pattern, String.valueOf(a[0]))));
  }

  /** Empty matches at the ends and right after a match do not split. */
  private static List<Object> split(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    List<Object> parts = new ArrayList<>();
    int from = 0;
    int lastEnd = 0;
    while (matcher.find()) {
      if (isInsidePair(text, matcher)) {
        continue;
      }
      if (matcher.start() < text.length() && matcher.end() > lastEnd) {
        parts.add(text.substring(from, matcher.start()));
        from = matcher.end();
      }
      lastEnd = matcher.end();
    }
    parts.add(text.substring(from));
    return parts;
  }
}
