package org.recu.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.recu.console.Console;
import org.recu.console.ErrorLine;
import org.recu.model.UnsupportedModelException;
import org.recu.run.Versions;
import org.recu.train.DivergenceException;
import org.tensorflow.exceptions.TFResourceExhaustedException;

/**
 * The program: finds and runs the subcommand, and turns failures into a one-line error and an exit
 * code.
 */
public final class Recu {

  /** Exit code: success. */
  public static final int DONE = 0;

  /** Exit code: the command line was valid, but the command failed. */
  public static final int FAILED = 1;

  /** Exit code: the command line was invalid. */
  public static final int MISUSED = 2;

  /**
   * Exit code: a signal stopped the run, which was saved. It is 128 plus SIGINT's number, as shells
   * have it. A process that a signal ends immediately has no exit code of its own; shells report
   * 130 or 143 for it.
   */
  public static final int STOPPED = 130;

  private final Commands commands;
  private final Console console;

  Recu(Commands commands, Console console) {
    this.commands = commands;
    this.console = console;
  }

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] arguments) {
    StopSignal.leaveToSystem();
    StandardOutput out = StandardOutput.ofProcess();
    PrintStream err = ErrorStream.install(StandardCharsets.UTF_8);
    int code = run(out.printer(), err, arguments);
    if (code == DONE && out.problem().isPresent()) {
      err.println("recu: standard output cannot be written: " + out.problem().get());
      err.flush();
      code = FAILED;
    }
    System.exit(code);
  }

  /**
   * Runs the program.
   *
   * @param out results and progress
   * @param err errors and the progress bar
   * @param arguments the command line after the program's name
   * @return the exit code: {@link #DONE}, {@link #FAILED}, {@link #MISUSED} or {@link #STOPPED}
   */
  public static int run(PrintStream out, PrintStream err, String... arguments) {
    // Names of files, tensors and ops, TensorFlow's among them, are made with the default locale,
    // whose digits may be others than 0 to 9.
    Locale.setDefault(Locale.ROOT);
    Console console =
        new Console(
            out,
            err,
            Console.columns(System.getenv(Console.COLUMNS), System.getenv("CI")),
            Clock.systemUTC());
    return new Recu(Commands.ofProgram(), console).run(List.of(arguments));
  }

  /** Runs the program with these arguments. */
  int run(List<String> words) {
    try {
      return dispatch(words);
    } catch (UsageException e) {
      console.error("recu: " + ErrorLine.of(e));
      return MISUSED;
    } catch (IOException
        | UncheckedIOException
        | DivergenceException
        | UnsupportedModelException
        | InvalidPathException e) {
      console.error("recu: " + ErrorLine.of(e));
      return FAILED;
    } catch (TFResourceExhaustedException e) {
      return outOfMemory(e);
    } catch (LinkageError e) {
      console.error(
          "recu: "
              + NativeLibraryError.sentence(
                      e,
                      System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                      NativeLibraryError.isBundled(),
                      NativeRoom.here().shortage())
                  .orElseThrow(() -> e));
      return FAILED;
    } catch (RuntimeException e) {
      console.error("recu: unexpected " + e.getClass().getName() + ": " + ErrorLine.of(e));
      console.error("recu: this is a defect of the program; please report it with this trace:");
      console.error(trace(e));
      return FAILED;
    } catch (OutOfMemoryError e) {
      return outOfMemory(e);
    }
  }

  private int outOfMemory(Throwable thrown) {
    console.error("recu: out of memory: " + ErrorLine.of(thrown) + " (a smaller batch needs less)");
    return FAILED;
  }

  private int dispatch(List<String> words) throws UsageException, IOException {
    if (words.isEmpty()) {
      Overview.lines(commands).forEach(console::error);
      return MISUSED;
    }
    String first = words.get(0);
    if (first.equals("--version")) {
      console.line("recu " + version());
      return DONE;
    }
    if (first.equals("help")) {
      return help(words.subList(1, words.size()));
    }
    if (isHelp(first)) {
      return help(List.of());
    }
    boolean named = !first.startsWith("-");
    String name = named ? first : TrainCommand.NAME;
    List<String> rest = named ? words.subList(1, words.size()) : words;
    if (rest.stream().takeWhile(word -> !word.equals("--")).anyMatch(Recu::isHelp)) {
      return help(List.of(name));
    }
    Command command = command(name);
    OutputSettings.apply(command.help().table(), rest, console);
    return command.run(rest, console);
  }

  private int help(List<String> names) throws UsageException {
    if (names.size() > 1) {
      throw new UsageException("unexpected word " + names.get(1) + ": help takes one command");
    }
    List<String> lines =
        names.isEmpty() ? Overview.lines(commands) : command(names.get(0)).help().lines();
    lines.forEach(console::line);
    return DONE;
  }

  private Command command(String name) throws UsageException {
    Optional<Command> command = commands.named(name);
    if (command.isEmpty()) {
      List<String> names = new ArrayList<>(commands.names());
      names.add("help");
      throw new UsageException(
          "unknown command "
              + name
              + Nearest.to(name, names)
                  .map(near -> ": did you mean " + near + "?")
                  .orElse(", expected one of " + String.join(", ", names)));
    }
    return command.get();
  }

  private static boolean isHelp(String word) {
    return word.equals("--help") || word.equals("-h");
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  /** This program's version. */
  static String version() {
    return Versions.recuVersion();
  }
}
