package org.recu.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.recu.console.Console;
import org.recu.console.ErrorLine;

/**
 * Ctrl-C: the first asks the run to finish its step, save and stop; the second ends the process at
 * once. SIGTERM asks the same way, so that a batch system's notice is as good as a key.
 *
 * <p>What ends the process is the signal itself, as the system does it to a program that knows no
 * signals. Leaving the Java machine would take down what TensorFlow's libraries hold while their
 * threads still compute; these fail then, and the machine reports a crash.
 *
 * <p>A shutdown hook cannot do any of this, since a second signal does not reach a Java program
 * that is shutting down. The signals of {@code jdk.unsupported} can; they are reached by reflection
 * because the compiler refuses to name them without a warning. Where they are missing, Ctrl-C just
 * ends the program, and the last checkpoint is what a resumed run goes on from.
 */
final class StopSignal {

  private static final List<String> NAMES = List.of("INT", "TERM");
  private static final String SIGNAL = "sun.misc.Signal";
  private static final String HANDLER = "sun.misc.SignalHandler";

  private final AtomicBoolean received = new AtomicBoolean();
  private final Console console;

  private StopSignal(Console console) {
    this.console = console;
  }

  /** Lets a signal end the process from now on, whatever its threads are at. */
  static void leaveToSystem() {
    try {
      handle(Class.forName(HANDLER).getField("SIG_DFL").get(null));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // Then the Java machine ends it, which may report a crash; nothing else is at stake.
    }
  }

  /** Takes the signals from now on. */
  static StopSignal install(Console console) {
    StopSignal stop = new StopSignal(console);
    try {
      handle(stop.handler());
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      console.warning("recu: Ctrl-C will end the run without saving: " + ErrorLine.of(e));
    }
    return stop;
  }

  /** Whether a signal has come. */
  boolean received() {
    return received.get();
  }

  private void receive() {
    // Of two that come together, as from a terminal and a parent process, one counts.
    if (!received.getAndSet(true)) {
      leaveToSystem();
      console.warning("recu: stopping after this step; once more ends at once");
    }
  }

  private Object handler() throws ReflectiveOperationException {
    return Proxy.newProxyInstance(
        StopSignal.class.getClassLoader(),
        new Class<?>[] {Class.forName(HANDLER)},
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
  }

  private static void handle(Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName(SIGNAL);
    for (String name : NAMES) {
      try {
        signal
            .getMethod("handle", signal, Class.forName(HANDLER))
            .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
      } catch (InvocationTargetException e) {
        if (e.getCause() instanceof IllegalArgumentException refused) {
          throw refused;
        }
        throw e;
      }
    }
  }
}
