package org.recu.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.recu.console.Console;

/**
 * The signals that ask a run to stop: Ctrl-C (INT), TERM, HUP and USR1. The first makes the run
 * finish its step, save and return; the second ends the process immediately. Batch systems send one
 * of them before they kill a job. HUP stays ignored if the program was started with {@code nohup}:
 * the Java runtime does not handle a signal that was ignored at startup.
 *
 * <p>The process ends through the signal's own default action. If the Java runtime ended it,
 * TensorFlow's libraries would be torn down while their threads still compute; the threads would
 * fail, and the runtime would report a crash.
 *
 * <p>A shutdown hook cannot do this, because a second signal does not reach a Java program that is
 * already shutting down. {@code sun.misc.Signal} can, and JEP 260 keeps it accessible; but javac
 * warns about its name in a way that no annotation or lint option silences, and warnings are errors
 * here. So it is looked up by name.
 */
final class StopSignal {

  private static final List<String> NAMES = List.of("INT", "TERM", "HUP", "USR1");

  private final AtomicBoolean received = new AtomicBoolean();
  private final Console console;

  private StopSignal(Console console) {
    this.console = console;
  }

  /** Lets a signal end the process from now on, whatever its threads are doing. */
  static void leaveToSystem() {
    try {
      handle(handlerType().getField("SIG_DFL").get(null));
    } catch (ReflectiveOperationException e) {
      // Then the Java runtime ends the process, which may report a crash; nothing else is lost.
      return;
    }
  }

  /** Handles the signals from now on. */
  static StopSignal install(Console console) {
    StopSignal stop = new StopSignal(console);
    try {
      handle(
          Proxy.newProxyInstance(
              StopSignal.class.getClassLoader(),
              new Class<?>[] {handlerType()},
              (handler, method, signal) -> {
                stop.receive();
                return null;
              }));
    } catch (ReflectiveOperationException e) {
      console.warning("recu: Ctrl-C will end the run without saving: " + e);
    }
    return stop;
  }

  /** Whether a signal has arrived. */
  boolean received() {
    return received.get();
  }

  private void receive() {
    // Two signals that arrive together, as from a terminal and a parent process, count as one.
    if (!received.getAndSet(true)) {
      leaveToSystem();
      console.warning("recu: stopping after this step; press Ctrl-C again to quit immediately");
    }
  }

  private static Class<?> handlerType() throws ClassNotFoundException {
    return Class.forName("sun.misc.SignalHandler");
  }

  private static void handle(Object handler) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Method handle = signal.getMethod("handle", signal, handlerType());
    for (String name : NAMES) {
      try {
        handle.invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
      } catch (InvocationTargetException e) {
        if (!(e.getCause() instanceof IllegalArgumentException)) {
          throw e;
        }
        // The system has no such signal, as Windows has no HUP, or the runtime reserves it (-Xrs):
        // its default action stays in place.
      }
    }
  }
}
