package dev.harbor.examples.support;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a program does when it is asked to end, by SIGTERM or Ctrl+C. */
public final class Signals {
  private static final int SIGNALLED = 128;

  private Signals() {}

  /**
   * Lets a program end by itself at the first signal; a second one ends the JVM at once.
   *
   * @param end asks the program to end, and returns without waiting
   */
  public static void onFirst(Runnable end) {
    AtomicBoolean asked = new AtomicBoolean();
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          if (!method.getName().equals("handle")) {
            return method.getName().equals("hashCode")
                ? (Object) System.identityHashCode(proxy)
                : method.getName().equals("equals") ? proxy == arguments[0] : "signals";
          }
          if (asked.compareAndSet(false, true)) {
            end.run();
          } else {
            Runtime.getRuntime().halt(SIGNALLED + number(arguments[0]));
          }
          return null;
        };
    try {
      // There is no other way than this class, which the compiler would warn of.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      Object proxy = Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
      for (String name : new String[] {"TERM", "INT"}) {
        signal
            .getMethod("handle", signal, type)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      }
    } catch (ReflectiveOperationException e) {
      Runtime.getRuntime().addShutdownHook(new Thread(end));
    }
  }

  private static int number(Object signal) throws ReflectiveOperationException {
    return (Integer) signal.getClass().getMethod("getNumber").invoke(signal);
  }
}
