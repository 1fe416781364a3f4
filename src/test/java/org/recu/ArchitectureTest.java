package org.recu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Holds the packages to the table in docs/architecture.md: each may use the packages and libraries
 * of its line, and uses all of them.
 */
final class ArchitectureTest {

  private static final String ROOT = "org.recu.";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.recu");

  /** Libraries by the name that the table has for them, and the packages that they consist of. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.of(
          "TensorFlow",
          List.of("org.tensorflow.", "org.bytedeco."),
          "Protobuf",
          List.of("com.google.protobuf."),
          "ONNX messages",
          List.of("ai.onnx.proto."),
          "Jackson",
          List.of("com.fasterxml.jackson."),
          "Commons CLI",
          List.of("org.apache.commons.cli."),
          "Commons Compress",
          List.of("org.apache.commons.compress."),
          "JNA",
          List.of("com.sun.jna."),
          "JMustache",
          List.of("com.samskivert.mustache."),
          "Vector API",
          List.of("jdk.incubator.vector."));

  /**
   * A line of the table.
   *
   * @param packages that it may use, in alphabetical order
   * @param libraries that it may use, in alphabetical order
   */
  private record Line(Set<String> packages, Set<String> libraries) {

    @Override
    public String toString() {
      return "| %s | %s |".formatted(cell(packages), cell(libraries));
    }

    private static String cell(Set<String> names) {
      return names.isEmpty() ? "none" : String.join(", ", names);
    }
  }

  @Test
  void packages_useWhatTheTableSays() throws IOException {
    Map<String, Line> found = new TreeMap<>();
    for (JavaClass type : CLASSES) {
      Line line =
          found.computeIfAbsent(
              name(type.getPackageName()), name -> new Line(new TreeSet<>(), new TreeSet<>()));
      for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
        String used = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (used.startsWith(ROOT)) {
          if (!used.equals(type.getPackageName())) {
            line.packages.add(name(used));
          }
        } else if (!used.startsWith("java.") && !used.isEmpty()) {
          library(used + ".").ifPresent(line.libraries::add);
        }
      }
    }
    assertThat(lines(found)).isEqualTo(lines(table()));
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching("org.recu.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theProcess_endsOnlyInCli() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.recu.cli..")
        .should()
        .callMethod(System.class, "exit", int.class)
        .check(CLASSES);
  }

  /** Only training on several machines listens on a port, and only downloads connect besides. */
  @Test
  void sockets_areOpenedByDownloadsAndWorkersOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.recu.data.download..", "org.recu.cluster..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net.http..", "javax.net..", "com.sun.net..", "java.rmi..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.net.Socket")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.net\\.(Server|Datagram|Multicast)Socket"
                + "|java\\.nio\\.channels\\..*(Socket|Datagram)Channel")
        .check(CLASSES);
  }

  private static String name(String javaPackage) {
    return javaPackage.substring(ROOT.length());
  }

  private static Optional<String> library(String javaPackage) {
    if (javaPackage.startsWith("javax.") || javaPackage.startsWith("sun.")) {
      return Optional.empty();
    }
    return Optional.of(
        LIBRARIES.entrySet().stream()
            .filter(library -> library.getValue().stream().anyMatch(javaPackage::startsWith))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(javaPackage));
  }

  /** One line a package, so that a failure shows which line is wrong. */
  private static String lines(Map<String, Line> table) {
    return table.entrySet().stream()
        .map(entry -> "%-16s %s".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, Line> table() throws IOException {
    List<String> page = Files.readAllLines(Path.of("docs", "architecture.md"));
    int head = page.indexOf("| package | contents | may use | libraries |");
    assertThat(head).as("head of the table in docs/architecture.md").isNotNegative();
    Map<String, Line> table = new TreeMap<>();
    for (String row : page.subList(head + 2, page.size())) {
      if (!row.startsWith("|")) {
        break;
      }
      String[] cells = row.split("\\|", -1);
      table.put(cells[1].trim(), new Line(names(cells[3]), names(cells[4])));
    }
    return table;
  }

  private static Set<String> names(String cell) {
    return cell.trim().equals("none")
        ? Set.of()
        : new TreeSet<>(Arrays.asList(cell.trim().split(", ")));
  }
}
