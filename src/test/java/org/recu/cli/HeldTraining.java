package org.recu.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.recu.console.Console;
import org.recu.run.FreshRun;
import org.recu.run.StopRequest;

/**
 * {@code recu train}, paused after one of its steps until its standard input ends or receives a
 * byte. Whatever a test does meanwhile falls between that step and the next.
 */
final class HeldTraining {

  private HeldTraining() {}

  /** Takes the number of the step, from 1 over the whole call, then the command line. */
  public static void main(String[] arguments) {
    StopSignal.leaveToSystem();
    int step = Integer.parseInt(arguments[0]);
    Console console = new Console(System.out, System.err, OptionalInt.empty(), Clock.systemUTC());
    TrainCommand train =
        new TrainCommand(
            FreshRun.ofSystem(),
            (invocation, shown) -> TrainCommand.train(invocation, shown, heldAfter(step, shown)),
            (options, shown) -> Recu.FAILED);
    List<String> words = List.of(arguments).subList(1, arguments.length);
    System.exit(new Recu(Commands.of(train), console).run(words));
  }

  private static StopRequest heldAfter(int step, Console console) {
    return () -> {
      StopSignal signal = StopSignal.install(console);
      AtomicInteger done = new AtomicInteger();
      BooleanSupplier stop =
          () -> {
            if (done.incrementAndGet() == step) {
              hold();
            }
            return signal.received();
          };
      return stop;
    };
  }

  private static void hold() {
    try {
      System.in.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
