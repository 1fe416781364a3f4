package org.recu;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.recu.cli.Recu;

/** Forbids calls of the JDK that go wrong on some machines only. */
final class CodeRulesTest {

  private static final JavaClasses CLASSES = new ClassFileImporter().importPath(program());

  /** Methods of {@link Files} that read or write what is in a file. */
  private static final String CONTENT =
      "copy|lines|read(AllBytes|AllLines|String)|write(String)?|new(Input|Output)Stream"
          + "|newBuffered(Reader|Writer)";

  /**
   * The JDK's own methods do not name the file once it is open: on a full disk they say "No space
   * left on device" and nothing else.
   */
  private static final ArchRule NAMED_FILES =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.recu.files..")
          // The runtime jar has no such package, and names its one file itself.
          .and()
          .resideOutsideOfPackage("org.recu.packed..")
          // They read what the system says of itself, and do without where it says nothing.
          .and()
          .haveNameNotMatching(
              "org\\.recu\\.(graph\\.Processor|run\\.(Machine|MemoryLimit)|benchmark\\.PeakMemory"
                  + "|cluster\\.ListeningSocket)")
          .should()
          .callCodeUnitWhere(
              calls(Files.class, CONTENT)
                  .or(calls(FileChannel.class, "write|force"))
                  .or(calls(FileInputStream.class, "<init>"))
                  // Standard error is no file with a name.
                  .or(calls(FileOutputStream.class, "<init>").and(isGiven(String.class))))
          .because("org.recu.files.NamedFile has the same methods with errors that name the file");

  /**
   * Where the locale is that of Egypt, Iran, Nepal or Myanmar, "%d" gives other digits; in Turkey
   * the lower case of TITLE is not title. {@code String.formatted} is left out: it makes messages,
   * and the program itself sets the locale to ROOT, for the libraries' sake too.
   */
  private static final ArchRule NO_DEFAULT_LOCALE =
      noClasses()
          .should()
          .callCodeUnitWhere(
              calls(String.class, "format|toLowerCase|toUpperCase")
                  .or(calls(PrintStream.class, "format|printf"))
                  .or(calls(PrintWriter.class, "format|printf"))
                  .or(calls(Formatter.class, "<init>"))
                  .or(calls(NumberFormat.class, "get.*Instance"))
                  .or(calls(DecimalFormat.class, "<init>"))
                  .or(calls(DateTimeFormatter.class, "ofPattern|ofLocalized.*"))
                  .or(calls(Scanner.class, "<init>"))
                  .and(not(isGiven(Locale.class)))
                  .and(not(isGiven(DecimalFormatSymbols.class))))
          .orShould()
          .callMethod(Locale.class, "getDefault")
          .because("what a machine reads never follows the locale: pass Locale.ROOT");

  @Test
  void files_areReadAndWrittenByTheirName() {
    NAMED_FILES.check(CLASSES);
  }

  @Test
  void formatting_neverFollowsTheLocale() {
    NO_DEFAULT_LOCALE.check(CLASSES);
  }

  /** What the rules are for. */
  @Test
  void rules_findWhatTheyForbid() {
    JavaClasses wrong = new ClassFileImporter().importClasses(Wrong.class);
    assertThat(NAMED_FILES.evaluate(wrong).getFailureReport().getDetails()).hasSize(3);
    assertThat(NO_DEFAULT_LOCALE.evaluate(wrong).getFailureReport().getDetails()).hasSize(4);
  }

  /** Where the program's classes are, without those of the tests. */
  private static Path program() {
    try {
      return Path.of(Recu.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String methods) {
    return target(owner(assignableTo(owner))).and(target(nameMatching(methods))).forSubtype();
  }

  /** Whether one of the parameters of a call is of a type. */
  private static DescribedPredicate<JavaCall<?>> isGiven(Class<?> type) {
    return DescribedPredicate.describe(
        "with a " + type.getSimpleName(),
        call ->
            call.getTarget().getRawParameterTypes().stream()
                .anyMatch(parameter -> parameter.isEquivalentTo(type)));
  }

  /** Breaks the rules, one of which error-prone knows, too, and is never called. */
  @SuppressWarnings({"StringCaseLocaleUsage", "UnusedMethod"})
  private static final class Wrong {
    List<String> wrong(Path file, FileChannel channel) throws IOException {
      Files.writeString(file, String.format("%d", 1));
      channel.force(true);
      return List.of(
          Files.readString(file).toLowerCase(),
          NumberFormat.getInstance().format(1),
          DateTimeFormatter.ofPattern("d").toString());
    }
  }
}
