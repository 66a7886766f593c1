package dev.harbor.reddit.simulator;

import dev.harbor.reddit.simulator.Content.Format;

/** Renders what hangs on a post beside its text: thumbnail, preview, video, gallery. */
final class MediaJson {
  private static final int[] WIDTHS = {108, 216, 320, 640};
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 960;

  private final Content content;

  MediaJson(Content content) {
    this.content = content;
  }

  void write(JsonWriter json, Post post, Life life, long now) {
    Format format = content.format(post);
    boolean visible = life.isVisible();
    String id = Content.mediaId(post.dice());
    writeThumbnail(json, format, visible, id, signature(post, now));
    json.flag("is_video", format == Format.VIDEO);
    json.flag("is_reddit_media_domain", format == Format.IMAGE || format == Format.VIDEO);
    switch (format) {
      case SELF, POLL -> noMedia(json);
      case IMAGE -> {
        noMedia(json);
        json.text("post_hint", "image");
        writePreview(json, id, visible, signature(post, now));
      }
      case LINK -> {
        noMedia(json);
        json.text("post_hint", "link");
        writePreview(json, id, visible, signature(post, now));
      }
      case GALLERY -> {
        noMedia(json);
        writeGallery(json, post, visible, signature(post, now));
      }
      case VIDEO -> {
        json.text("post_hint", "hosted:video");
        writeHosted(json, "media", id);
        writeHosted(json, "secure_media", id);
        json.emptyObjects("media_embed", "secure_media_embed");
      }
      case RICH_VIDEO -> {
        json.text("post_hint", "rich:video");
        writeEmbedded(json, "media", id);
        writeEmbedded(json, "secure_media", id);
        writeEmbed(json, "media_embed");
        writeEmbed(json, "secure_media_embed");
      }
    }
  }

  private static void noMedia(JsonWriter json) {
    json.nulls("media", "secure_media").emptyObjects("media_embed", "secure_media_embed");
  }

  private static void writeThumbnail(
      JsonWriter json, Format format, boolean visible, String id, String signature) {
    boolean self = format == Format.SELF || format == Format.POLL;
    if (self || !visible) {
      json.text("thumbnail", self ? "self" : "default");
      json.nulls("thumbnail_width", "thumbnail_height");
      return;
    }
    json.text(
        "thumbnail", "https://external-preview.redd.it/" + id + ".jpg?width=140&s=" + signature);
    json.number("thumbnail_width", 140).number("thumbnail_height", 105);
  }

  private static void writePreview(JsonWriter json, String id, boolean visible, String signature) {
    if (!visible) {
      return;
    }
    String url = "https://preview.redd.it/" + id + ".jpeg?auto=webp&s=" + signature;
    json.begin("preview").beginList("images").begin().name("source");
    image(json, url, WIDTH);
    json.beginList("resolutions");
    for (int width : WIDTHS) {
      image(json, url.replace("?", "?width=" + width + "&"), width);
    }
    json.endList().emptyObjects("variants").text("id", id).end().endList();
    json.yes("enabled").end();
  }

  private static void image(JsonWriter json, String url, int width) {
    json.begin().text("url", url).number("width", width);
    json.number("height", (long) width * HEIGHT / WIDTH).end();
  }

  private static void writeGallery(JsonWriter json, Post post, boolean visible, String signature) {
    json.yes("is_gallery");
    if (!visible) {
      json.nulls("media_metadata", "gallery_data");
      return;
    }
    int items = 2 + post.dice().below("gallery items", 5);
    json.begin("media_metadata");
    for (int i = 0; i < items; i++) {
      writeItem(json, Content.mediaId(post.dice().part(i)), i == 1 && items == 5, signature);
    }
    json.end();
    json.begin("gallery_data").beginList("items");
    for (int i = items - 1; i >= 0; i--) {
      json.begin();
      if (i == 0) {
        json.text("caption", "Before & after").text("outbound_url", "https://example.org/?a=1&b=2");
      }
      json.text("media_id", Content.mediaId(post.dice().part(i)));
      json.number("id", post.number() % 1_000_000_000L + i).end();
    }
    json.endList().end();
  }

  private static void writeItem(JsonWriter json, String id, boolean failed, String signature) {
    json.begin(id);
    if (failed) {
      json.text("status", "failed").end();
      return;
    }
    String url = "https://preview.redd.it/" + id + ".jpg?auto=webp&s=" + signature;
    json.text("status", "valid").text("e", "Image").text("m", "image/jpg").beginList("p");
    for (int width : WIDTHS) {
      json.begin().number("y", (long) width * HEIGHT / WIDTH).number("x", width);
      json.text("u", url.replace("?", "?width=" + width + "&")).end();
    }
    json.endList().begin("s").number("y", HEIGHT).number("x", WIDTH).text("u", url).end();
    json.text("id", id).end();
  }

  private static void writeHosted(JsonWriter json, String name, String id) {
    String base = "https://v.redd.it/" + id;
    json.begin(name).begin("reddit_video").number("bitrate_kbps", 2400);
    json.text("fallback_url", base + "/CMAF_720.mp4?source=fallback").yes("has_audio");
    json.number("height", 720).number("width", 1280).number("duration", 31);
    json.text("scrubber_media_url", base + "/CMAF_96.mp4");
    json.text("dash_url", base + "/DASHPlaylist.mpd?a=1&v=1");
    json.text("hls_url", base + "/HLSPlaylist.m3u8?a=1&v=1").no("is_gif");
    json.text("transcoding_status", "completed").end().end();
  }

  private static void writeEmbedded(JsonWriter json, String name, String id) {
    json.begin(name).text("type", "youtube.com").begin("oembed");
    json.text("provider_name", "YouTube").text("provider_url", "https://www.youtube.com/");
    json.text("title", "A talk about <loading> & more").text("type", "video");
    json.text("html", "<iframe src=\"https://www.youtube.com/embed/" + id + "\"></iframe>");
    json.number("thumbnail_width", 480).number("thumbnail_height", 360).number("width", 356);
    json.number("height", 200).text("version", "1.0").text("author_name", "Example");
    json.text("thumbnail_url", "https://i.ytimg.com/vi/" + id + "/hqdefault.jpg").end().end();
  }

  private static void writeEmbed(JsonWriter json, String name) {
    json.begin(name).text("content", "<iframe width=\"356\"></iframe>").number("width", 356);
    json.no("scrolling").number("height", 200).end();
  }

  // Signatures change every hour, as those of Reddit's image servers do.
  private static String signature(Post post, long now) {
    return Long.toHexString(post.dice().part(now / 3600).bits("signature"));
  }
}
