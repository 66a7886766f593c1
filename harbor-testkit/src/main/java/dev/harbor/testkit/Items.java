package dev.harbor.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes items of the shapes that loads go wrong with. The same seed makes the same items.
 * Immutable; the items are the caller's, to be changed at will.
 */
public final class Items {
  private static final String[] WORDS = {
    "harbor", "pier", "crane", "tide", "buoy", "gr\u00FC\u00DFe", "\u540D\u524D", "\uD83D\uDEA2"
  };

  private final long seed;

  private Items(long seed) {
    this.seed = seed;
  }

  /** Items that follow from a seed. */
  public static Items seeded(long seed) {
    return new Items(seed);
  }

  /**
   * Items with {@code id} from 0, a map {@code author}, and a list {@code comments} of up to four
   * maps, each with a list {@code tags} of up to three words.
   */
  public List<Map<String, @Nullable Object>> nested(int count) {
    Random random = new Random(seed);
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    for (long id = 0; id < count; id++) {
      Map<String, @Nullable Object> author = new LinkedHashMap<>();
      author.put("name", word(random) + random.nextInt(10));
      author.put("karma", (long) random.nextInt(1_000));
      List<Map<String, @Nullable Object>> comments = new ArrayList<>();
      int number = random.nextInt(5);
      for (int i = 0; i < number; i++) {
        Map<String, @Nullable Object> comment = new LinkedHashMap<>();
        comment.put("body", word(random) + ' ' + word(random));
        comment.put(
            "tags",
            random.ints(random.nextInt(4), 0, WORDS.length).mapToObj(word -> WORDS[word]).toList());
        comments.add(comment);
      }
      Map<String, @Nullable Object> item = new LinkedHashMap<>();
      item.put("id", id);
      item.put("title", word(random));
      item.put("author", author);
      item.put("comments", comments);
      items.add(item);
    }
    return items;
  }

  /**
   * Items with {@code id} and as many further fields {@code field_0}, {@code field_1} and so on as
   * asked, of integers, text, booleans and null by turns.
   */
  public List<Map<String, @Nullable Object>> wide(int count, int fields) {
    Random random = new Random(seed);
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    for (long id = 0; id < count; id++) {
      Map<String, @Nullable Object> item = new LinkedHashMap<>();
      item.put("id", id);
      for (int field = 0; field < fields; field++) {
        item.put("field_" + field, scalar(field, random));
      }
      items.add(item);
    }
    return items;
  }

  /**
   * Items with {@code id} of which only those from a place on have {@code late}, {@code late_list}
   * and, in a map {@code deep}, {@code late} too.
   *
   * @param from place of the first item that has them
   */
  public List<Map<String, @Nullable Object>> late(int count, int from) {
    Random random = new Random(seed);
    List<Map<String, @Nullable Object>> items = new ArrayList<>();
    for (long id = 0; id < count; id++) {
      Map<String, @Nullable Object> item = new LinkedHashMap<>();
      item.put("id", id);
      if (id >= from) {
        item.put("late", word(random));
        item.put("late_list", List.of(word(random), word(random)));
        item.put("deep", Map.of("late", (long) random.nextInt(100)));
      }
      items.add(item);
    }
    return items;
  }

  /**
   * Two lists of items with {@code id} and an ascending integer under the name of a cursor. The
   * second list goes on from the first and begins with its last items, those with its greatest
   * cursor, once more, followed by others of the same cursor: what a source gives that is asked for
   * everything since the last run, the boundary included.
   *
   * @param count length of the first list, at least 1
   * @param cursor name of the field
   */
  public List<List<Map<String, @Nullable Object>>> duplicateAtBoundary(int count, String cursor) {
    Random random = new Random(seed);
    List<Map<String, @Nullable Object>> first = new ArrayList<>();
    long value = 1_000;
    for (long id = 0; id < count; id++) {
      value += random.nextInt(2);
      first.add(ordered(id, cursor, value));
    }
    List<Map<String, @Nullable Object>> second = new ArrayList<>();
    for (Map<String, @Nullable Object> item : first) {
      if (Long.valueOf(value).equals(item.get(cursor))) {
        second.add(new LinkedHashMap<>(item));
      }
    }
    for (long id = count; id < 2L * count; id++) {
      second.add(ordered(id, cursor, value));
      value += random.nextInt(2);
    }
    return List.of(first, second);
  }

  /** One item whose fields have names that identifiers are made of with care. */
  public Map<String, @Nullable Object> awkwardNames() {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("id", seed);
    String[] names = {
      "select",
      "Order By",
      "camelCase",
      "HTTPResponse",
      "with space",
      "da-sh",
      "dot.ted",
      "a__b",
      "_under",
      "trailing_",
      "1digit",
      "we\"ird",
      "it's",
      "back\\slash",
      "per%cent",
      "@type",
      "#",
      "gr\u00FC\u00DFe",
      "\u540D\u524D",
      "\uD83D\uDEA2",
      "\u0130stanbul",
      "x".repeat(200),
      "_dlt_own",
      "value"
    };
    for (String name : names) {
      item.put(name, "value of " + name);
    }
    return item;
  }

  private static Map<String, @Nullable Object> ordered(long id, String cursor, long value) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("id", id);
    item.put(cursor, value);
    return item;
  }

  private static @Nullable Object scalar(int field, Random random) {
    return switch (field % 4) {
      case 0 -> random.nextLong();
      case 1 -> word(random);
      case 2 -> random.nextBoolean();
      default -> null;
    };
  }

  private static String word(Random random) {
    return WORDS[random.nextInt(WORDS.length)];
  }
}
