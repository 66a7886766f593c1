package dev.harbor.source;

import java.lang.reflect.RecordComponent;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ready-made filters for {@link Resource.Builder#filter}. */
public final class Filters {
  private Filters() {}

  /**
   * Lets an item through if the text of any of these fields contains any of these words, as part of
   * a longer word too. Upper and lower case are one, as are composed and decomposed letters, and
   * every kind of apostrophe ({@code can’t} and {@code can't}).
   *
   * @param fields names of fields of the item, a map or a record; those that are missing or no text
   *     contain nothing
   * @param words what is looked for
   * @throws IllegalArgumentException if there is no field or no word, or a word is blank
   */
  public static Predicate<Object> anyContains(Collection<String> fields, Collection<String> words) {
    List<String> names = List.copyOf(fields);
    List<String> wanted = words.stream().map(Filters::fold).toList();
    if (names.isEmpty() || wanted.isEmpty() || wanted.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "Cannot filter by words: found fields %s and words %s, expected at least one of each, none blank"
              .formatted(fields, words));
    }
    return item -> names.stream().anyMatch(name -> containsAny(field(item, name), wanted));
  }

  private static boolean containsAny(@Nullable Object value, List<String> wanted) {
    if (value instanceof Optional<?> optional) {
      return containsAny(optional.orElse(null), wanted);
    }
    if (!(value instanceof CharSequence text)) {
      return false;
    }
    String folded = fold(text.toString());
    return wanted.stream().anyMatch(folded::contains);
  }

  private static @Nullable Object field(@Nullable Object item, String name) {
    if (item instanceof Map<?, ?> map) {
      return map.get(name);
    }
    return item instanceof Record bean ? component(bean, name) : null;
  }

  private static @Nullable Object component(Record bean, String name) {
    for (RecordComponent component : bean.getClass().getRecordComponents()) {
      if (component.getName().equals(name)) {
        try {
          component.getAccessor().trySetAccessible();
          return component.getAccessor().invoke(bean);
        } catch (ReflectiveOperationException | RuntimeException e) {
          throw new IllegalArgumentException(
              "Cannot read component '%s' of record %s: %s. Make the record public, or open its package to dev.harbor.core"
                  .formatted(name, bean.getClass().getName(), e),
              e);
        }
      }
    }
    return null;
  }

  // Upper case first: it makes one of letters that have several small forms, such as ς and σ.
  private static String fold(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    String lower = composed.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return lower
        .replace('\u2019', '\'')
        .replace('\u2018', '\'')
        .replace('\u02BC', '\'')
        .replace('\u2032', '\'')
        .replace('\uFF07', '\'')
        .replace('\u00B4', '\'')
        .replace('`', '\'');
  }
}
