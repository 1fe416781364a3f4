package org.recu.data.folders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileListingTest {
  @TempDir private Path folder;

  @Test
  void label_classesOfAnySize_areCountedThrough() {
    FileListing listing =
        new FileListing(
            List.of(files("a"), files("b", "1", "2"), files("c"), files("d", "1"), files("e")),
            List.of(),
            FileCount.NONE,
            BadFiles.NONE);
    assertThat(listing.size()).isEqualTo(3);
    assertThat(IntStream.range(0, 3).map(listing::label)).containsExactly(1, 1, 3);
    assertThat(IntStream.range(0, 3).mapToObj(listing::path)).containsExactly("b/1", "b/2", "d/1");
  }

  @Test
  void get_namesInManyScripts_comeBack() {
    List<String> names = List.of("", "a", "\u00E9t\u00E9", "\uD835\uDCB3.png", "z/\u6F22.jpg");
    FileNames packed =
        FileNames.of(names.stream().map(name -> name.getBytes(StandardCharsets.UTF_8)).toList());
    assertThat(IntStream.range(0, names.size()).mapToObj(packed::get)).isEqualTo(names);
  }

  @Test
  void listing_asManyFilesAsImageNetHas_takesAFewDozenMegabytes() throws Exception {
    String classPath = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-cp",
                classPath,
                ManyFiles.class.getName(),
                folder.resolve("train.files").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    String[] words = out.strip().split(" ", -1);
    assertThat(words[0]).isEqualTo("1300000");
    // 20 letters and 4 bytes a name are 31 MB; the rest is the JVM's own.
    assertThat(Long.parseLong(words[1])).isLessThan(50_000_000);
  }

  private static ClassFiles files(String name, String... files) {
    return new ClassFiles(
        name,
        name,
        FileNames.of(
            Arrays.stream(files).map(file -> file.getBytes(StandardCharsets.UTF_8)).toList()));
  }
}
