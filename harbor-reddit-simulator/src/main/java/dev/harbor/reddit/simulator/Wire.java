package dev.harbor.reddit.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import org.jspecify.annotations.Nullable;

/** Answers as bytes, spoilt where a fault says so. */
final class Wire {
  private Wire() {}

  static MockResponse response(ApiRequest request, Answer answer, @Nullable Fault fault) {
    String encodings = request.header("accept-encoding");
    boolean cutZip = fault != null && fault.kind() == Fault.Kind.CUT_ZIP;
    boolean wanted = encodings != null && encodings.contains("gzip");
    boolean zipped = (wanted || cutZip) && !answer.body().isEmpty();
    byte[] whole = bytes(answer.body(), fault);
    byte[] body = zipped ? gzip(whole) : whole;

    var response =
        new MockResponse.Builder()
            .code(answer.status())
            .setHeader("content-type", answer.contentType())
            .setHeader("server", "snooserv")
            .setHeader("via", "1.1 varnish")
            .setHeader("cache-control", "private, s-maxage=0, max-age=0, must-revalidate, no-store")
            .body(new Buffer().write(body));
    if (zipped) {
      response.setHeader("content-encoding", "gzip");
    }
    answer.headers().forEach(response::setHeader);
    if (fault != null) {
      spoil(response, body, fault);
    }
    return response.build();
  }

  private static byte[] bytes(String text, @Nullable Fault fault) {
    boolean cutShort = fault != null && fault.kind() == Fault.Kind.CUT_SHORT;
    byte[] bytes =
        (cutShort ? text.substring(0, Math.max(0, text.length() - 2)) : text).getBytes(UTF_8);
    if (fault != null && fault.kind() == Fault.Kind.NOT_UTF8) {
      int quote = text.indexOf('"');
      bytes[quote < 0 ? 0 : quote + 1] = (byte) 0xFF;
    }
    return bytes;
  }

  private static void spoil(MockResponse.Builder response, byte[] body, Fault fault) {
    // A reset is sent only where no end of the stream was sent before.
    var close =
        fault.resets()
            ? new SocketEffect.CloseSocket(true, false, false)
            : new SocketEffect.CloseSocket();
    switch (fault.kind()) {
      case ANSWERED, CUT_SHORT, NOT_UTF8, OTHER_HEADERS -> {}
      case LATE -> response.headersDelay(fault.delay().toMillis(), TimeUnit.MILLISECONDS);
      case SILENT -> response.onResponseStart(SocketEffect.Stall.INSTANCE);
      case CUT_OFF -> cut(response, body, body.length / 2);
      case CUT_AT -> cut(response, body, Math.min(fault.bytes(), body.length));
      case CUT_ZIP -> response.body(new Buffer().write(body, 0, body.length / 2));
      case DRIPPING ->
          response.throttleBody(fault.bytes(), fault.delay().toMillis(), TimeUnit.MILLISECONDS);
      case CLOSED_BEFORE_HEADERS, RESET_BEFORE_HEADERS -> response.onResponseStart(close);
      case CLOSED_IN_BODY, RESET_IN_BODY -> response.onResponseBody(close);
      case CLOSED_AFTER_BODY -> response.onResponseEnd(close);
    }
  }

  private static void cut(MockResponse.Builder response, byte[] body, int at) {
    response.body(new Buffer().write(body, 0, at));
    response.setHeader("content-length", body.length);
    response.onResponseEnd(new SocketEffect.CloseSocket());
  }

  private static byte[] gzip(byte[] bytes) {
    var out = new ByteArrayOutputStream(bytes.length / 4 + 64);
    try (var zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot compress an answer", e);
    }
    return out.toByteArray();
  }
}
