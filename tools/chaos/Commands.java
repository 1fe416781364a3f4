import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.recu.cli.Recu;

/**
 * Runs one command after another in this process, because starting a process takes longer than a
 * small run. Each line of standard input is a command, its words separated by tabs; each line of
 * standard output is its exit code, output and errors, the last two in Base64.
 */
final class Commands {

  private Commands() {}

  /** Runs commands until standard input ends. */
  public static void main(String[] arguments) throws IOException {
    PrintStream answers = System.out;
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line;
    while ((line = lines.readLine()) != null) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int status = Recu.run(stream(out), stream(err), line.split("\t", -1));
      answers.println(status + "\t" + encoded(out) + "\t" + encoded(err));
      answers.flush();
    }
    System.exit(0);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String encoded(ByteArrayOutputStream bytes) {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
