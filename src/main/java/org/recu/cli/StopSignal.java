package org.recu.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.recu.report.Console;

/**
 * Ctrl-C: the first asks the run to finish its step, save and stop; the second ends the process at
 * once. SIGTERM asks the same way, so that a batch system's notice is as good as a key.
 *
 * <p>A shutdown hook cannot do this, since a second signal does not reach a Java program that is
 * shutting down. The signals of {@code jdk.unsupported} can; they are reached by reflection because
 * the compiler refuses to name them without a warning. Where they are missing, Ctrl-C just ends the
 * program, and the last checkpoint is what a resumed run goes on from.
 */
final class StopSignal {

  private static final int INTERRUPTED = 130;

  private final AtomicInteger received = new AtomicInteger();
  private final Console console;

  private StopSignal(Console console) {
    this.console = console;
  }

  /** Takes the signals from now on. */
  static StopSignal install(Console console) {
    StopSignal signal = new StopSignal(console);
    try {
      signal.handle("INT");
      signal.handle("TERM");
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      console.warning("recu: Ctrl-C will end the run without saving: " + OneLine.of(e));
    }
    return signal;
  }

  /** Whether a signal has come. */
  boolean received() {
    return received.get() > 0;
  }

  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object proxy =
        Proxy.newProxyInstance(
            StopSignal.class.getClassLoader(),
            new Class<?>[] {handler},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "handle" -> {
                    receive();
                    yield null;
                  }
                  case "hashCode" -> System.identityHashCode(self);
                  case "equals" -> self == arguments[0];
                  default -> "StopSignal";
                });
    try {
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw e;
    }
  }

  private void receive() {
    if (received.incrementAndGet() > 1) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    console.warning("recu: stopping after this step; once more ends at once");
  }
}
