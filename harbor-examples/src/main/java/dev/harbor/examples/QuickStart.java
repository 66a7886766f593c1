package dev.harbor.examples;

import dev.harbor.examples.support.Database;
import dev.harbor.examples.support.Exit;
import dev.harbor.examples.support.Setting;
import dev.harbor.examples.support.Settings;
import dev.harbor.reddit.simulator.RedditSimulator;
import dev.harbor.reddit.simulator.SimulatorOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs the README's program, LoadReddit: by the settings, else against a simulated Reddit. */
public final class QuickStart {
  private static final Setting[] NEEDED = {
    new Setting("REDDIT_CLIENT_ID", "id of the application, from reddit.com/prefs/apps"),
    new Setting("REDDIT_CLIENT_SECRET", "secret of the application"),
    new Setting("REDDIT_USER_AGENT", "who asks, as linux:my-app:1.0 (by /u/my_name)")
  };

  private QuickStart() {}

  /** Runs the example and ends the JVM with its status. */
  public static void main(String[] arguments) {
    Exit.run(Idea.commandLine("QuickStart"), arguments, read -> load(Settings.read()));
  }

  private static int load(Settings settings) throws Exception {
    Map<String, String> env = new TreeMap<>();
    for (String name :
        List.of(
            "REDDIT_CLIENT_ID",
            "REDDIT_CLIENT_SECRET",
            "REDDIT_USER_AGENT",
            "REDDIT_OAUTH_URL",
            "REDDIT_TOKEN_URL")) {
      settings.find(name).ifPresent(value -> env.put(name, value));
    }
    if (!env.isEmpty()) {
      settings.required(NEEDED);
      return Idea.load(settings, postgres -> List.of(LoadReddit.load(env, postgres)));
    }

    Database.check(settings);
    try (RedditSimulator reddit = RedditSimulator.start(SimulatorOptions.defaults())) {
      System.err.println("No REDDIT_ setting: using the simulated Reddit");
      env.put("REDDIT_CLIENT_ID", reddit.clientId());
      env.put("REDDIT_CLIENT_SECRET", reddit.clientSecret());
      env.put("REDDIT_USER_AGENT", "linux:dev.harbor.examples:0.1 (by /u/harbor_dev)");
      env.put("REDDIT_OAUTH_URL", reddit.baseUrl());
      env.put("REDDIT_TOKEN_URL", reddit.tokenUrl());
      return Idea.load(settings, postgres -> List.of(LoadReddit.load(env, postgres)));
    }
  }
}
