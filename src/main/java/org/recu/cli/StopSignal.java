package org.recu.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.recu.console.Console;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signals that ask a run to stop: Ctrl-C (INT), TERM, HUP and USR1. The first makes the run
 * finish its step, save and return; the second ends the process immediately. Batch systems send one
 * of them before they kill a job. HUP stays ignored where the program was started with {@code
 * nohup}: the Java runtime does not take a signal that it found ignored.
 *
 * <p>What ends the process is the signal's own default action. If the Java runtime ended it,
 * TensorFlow's libraries would be torn down while their threads still compute; these fail then, and
 * the runtime reports a crash.
 *
 * <p>A shutdown hook cannot do this, since a second signal does not reach a Java program that is
 * already shutting down.
 */
// sun.misc.Signal is the only way to signals that Java has: JEP 260 keeps it accessible until there
// is
// another.
final class StopSignal {

  private static final List<String> NAMES = List.of("INT", "TERM", "HUP", "USR1");

  private final AtomicBoolean received = new AtomicBoolean();
  private final Console console;

  private StopSignal(Console console) {
    this.console = console;
  }

  /** Lets a signal end the process from now on, whatever its threads are doing. */
  static void leaveToSystem() {
    handle(SignalHandler.SIG_DFL);
  }

  /** Takes the signals from now on. */
  static StopSignal install(Console console) {
    StopSignal stop = new StopSignal(console);
    handle(signal -> stop.receive());
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
      console.warning("recu: stopping after this step; press Ctrl-C again to quit immediately");
    }
  }

  private static void handle(SignalHandler handler) {
    for (String name : NAMES) {
      try {
        Signal.handle(new Signal(name), handler);
      } catch (IllegalArgumentException e) {
        // The system has no such signal, as Windows has no HUP, or the runtime keeps it to itself
        // (-Xrs): it then does what it does by default.
        continue;
      }
    }
  }
}
