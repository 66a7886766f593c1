package dev.harbor.examples.support;

import dev.harbor.run.PipelineListener;
import dev.harbor.run.Progress;
import java.io.Console;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far a run has come; shows nothing elsewhere. Thread-safe. */
public final class ProgressLine implements PipelineListener, AutoCloseable {
  private final Map<String, Progress> lanes = new ConcurrentHashMap<>();
  private final @Nullable ProgressBar bar;

  private ProgressLine(@Nullable ProgressBar bar) {
    this.bar = bar;
  }

  /** A line on standard error, if that is a terminal. */
  public static ProgressLine onTerminal() {
    if (!isTerminal()) {
      return new ProgressLine(null);
    }
    return new ProgressLine(
        new ProgressBarBuilder()
            .setTaskName("loading")
            .setUnit(" items", 1)
            .setInitialMax(-1)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .build());
  }

  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null || System.getenv("TERM") == null) {
      return false;
    }
    try {
      // From JDK 22 on there is a console without a terminal; the method is not in 17.
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  @Override
  public void progressed(Progress progress) {
    lanes.put(progress.resource(), progress);
    if (bar != null) {
      bar.stepTo(lanes.values().stream().mapToLong(Progress::items).sum());
      bar.setExtraMessage(
          lanes.values().stream().map(ProgressLine::words).collect(Collectors.joining(", ")));
    }
  }

  private static String words(Progress lane) {
    long rows = lane.rows().values().stream().mapToLong(Long::longValue).sum();
    return switch (lane.phase()) {
      case EXTRACTING -> lane.resource() + ": " + rows + " rows";
      case LOADING -> lane.resource() + ": storing " + rows + " rows";
    };
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
