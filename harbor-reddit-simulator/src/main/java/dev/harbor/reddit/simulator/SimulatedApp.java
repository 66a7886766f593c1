package dev.harbor.reddit.simulator;

/** The apps and the account that the simulated Reddit knows. Immutable. */
public final class SimulatedApp {
  private final String clientId;
  private final String clientSecret;
  private final String installedClientId;
  private final String username;
  private final String password;
  private final String refreshToken;

  private SimulatedApp(
      String clientId, String clientSecret, String username, String password, String refreshToken) {
    this.clientId = clientId;
    this.clientSecret = clientSecret;
    this.installedClientId = clientId + "-installed";
    this.username = username;
    this.password = password;
    this.refreshToken = refreshToken;
  }

  /**
   * Returns the app that a simulator knows when nothing else was said.
   *
   * @return a script app and its developer's account
   */
  public static SimulatedApp standard() {
    return of("harbor-simulator", "harbor-simulator-secret");
  }

  /**
   * Returns a script app with these credentials.
   *
   * @param clientId of the app
   * @param clientSecret of the app
   * @return an app with the standard account
   */
  public static SimulatedApp of(String clientId, String clientSecret) {
    return new SimulatedApp(
        clientId, clientSecret, "harbor_dev", "harbor-password", "harbor-refresh-token");
  }

  /**
   * Returns this app with another developer's account.
   *
   * @param name of the user
   * @param secret password of the user
   * @return a copy
   */
  public SimulatedApp withAccount(String name, String secret) {
    return new SimulatedApp(clientId, clientSecret, name, secret, refreshToken);
  }

  /**
   * Returns this app with another refresh token.
   *
   * @param token that the token endpoint takes at first
   * @return a copy
   */
  public SimulatedApp withRefreshToken(String token) {
    return new SimulatedApp(clientId, clientSecret, username, password, token);
  }

  /**
   * Returns the id of the confidential app.
   *
   * @return user name of HTTP Basic
   */
  public String clientId() {
    return clientId;
  }

  /**
   * Returns the secret of the confidential app.
   *
   * @return password of HTTP Basic
   */
  public String clientSecret() {
    return clientSecret;
  }

  /**
   * Returns the id of the installed app, whose secret is empty.
   *
   * @return the client id followed by {@code -installed}
   */
  public String installedClientId() {
    return installedClientId;
  }

  /**
   * Returns the name of the developer's account.
   *
   * @return a user of the world
   */
  public String username() {
    return username;
  }

  /**
   * Returns the password of the developer's account.
   *
   * @return for the password grant
   */
  public String password() {
    return password;
  }

  /**
   * Returns the refresh token that is good at first.
   *
   * @return for the refresh token grant
   */
  public String refreshToken() {
    return refreshToken;
  }

  @Override
  public String toString() {
    return "SimulatedApp[" + clientId + "]";
  }
}
