package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.Account.Fate;

/** Renders users, {@code t2}, as the API of 2026 does. */
final class AccountJson {
  private AccountJson() {}

  static void write(JsonWriter json, Account account, Fate fate, long now) {
    json.begin().text("kind", "t2").begin("data");
    if (fate == Fate.SUSPENDED) {
      json.text("name", account.name()).yes("is_suspended");
    } else {
      writeFields(json, account, now);
    }
    json.end().end();
  }

  /** Without kind and data, as {@code /api/v1/me} answers. */
  static void writeOwn(JsonWriter json, Account account, long now) {
    json.begin();
    writeFields(json, account, now);
    json.zeros("inbox_count", "num_friends", "coins").no("has_mail", "has_mod_mail", "over_18");
    json.no("in_beta", "is_suspended", "has_android_subscription", "has_subscribed_to_premium");
    json.text("oauth_client_id", "simulator").emptyObjects("features");
    json.nulls("suspension_expiration_utc", "new_modmail_exists", "gold_expiration").end();
  }

  /** As {@code /api/user_data_by_account_ids} answers. */
  static void writeShort(JsonWriter json, Account account, long now) {
    json.begin().text("name", account.name()).seconds("created_utc", account.created());
    json.number("link_karma", linkKarma(account));
    json.number("comment_karma", commentKarma(account, now));
    json.text("profile_img", "https://www.redditstatic.com/avatars/defaults/v2/a.png?a=1&b=2");
    json.text("profile_color", "").no("profile_over_18").end();
  }

  /** The account's own subreddit. */
  static String profileName(Account account) {
    return "t5_" + Ids.text(90_000_000L + account.index());
  }

  static void writeProfile(JsonWriter json, Account account) {
    json.begin().text("kind", "t5").begin("data");
    json.text("id", profileName(account).substring(3));
    writeProfileFields(json, account);
    json.seconds("created", account.created()).seconds("created_utc", account.created());
    json.end().end();
  }

  private static void writeProfileFields(JsonWriter json, Account account) {
    String name = account.name();
    json.text("display_name", "u_" + name).text("name", profileName(account));
    json.text("display_name_prefixed", "u/" + name).text("url", "/user/" + name + "/");
    json.text("title", "").text("public_description", "").text("subreddit_type", "user");
    json.zeros("subscribers").no("over_18", "quarantine").yes("is_default_icon");
    json.nulls("banner_size", "header_size", "user_is_banned");
  }

  private static int linkKarma(Account account) {
    return (int) Math.exp(4 + 2 * account.dice().gauss("link karma"));
  }

  private static int commentKarma(Account account, long now) {
    return (int) Math.exp(5 + 2 * account.dice().gauss("comment karma"))
        + (int) (now / 86_400 % 1000);
  }

  private static void writeFields(JsonWriter json, Account account, long now) {
    Dice dice = account.dice();
    int links = linkKarma(account);
    int comments = commentKarma(account, now);
    String name = account.name();
    // The one place where Reddit leaves the prefix of an account's id out.
    json.text("id", Ids.text(account.fullname().number())).text("name", name);
    json.seconds("created", account.created()).seconds("created_utc", account.created());
    json.number("link_karma", links).number("comment_karma", comments);
    json.zeros("awardee_karma", "awarder_karma").number("total_karma", links + comments);
    json.no("is_gold", "is_mod", "is_employee", "is_friend", "is_blocked", "hide_from_robots");
    json.yes("verified", "has_verified_email", "accept_followers", "has_subscribed");
    json.nulls("accept_chats", "accept_pms", "pref_show_snoovatar", "snoovatar_size");
    json.text(
        "icon_img",
        "https://www.redditstatic.com/avatars/defaults/v2/avatar_default_1.png?a=1&b=2");
    json.blanks("snoovatar_img");
    if (dice.chance("no profile", 0.1)) {
      json.nulls("subreddit");
      return;
    }
    json.begin("subreddit");
    writeProfileFields(json, account);
    json.end();
  }
}
