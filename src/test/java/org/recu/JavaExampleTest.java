package org.recu;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.console.Console;
import org.recu.data.DataSource;
import org.recu.graph.Device;
import org.recu.inference.Model;
import org.recu.inference.TestSet;
import org.recu.inference.TestSetOptions;
import org.recu.run.TrainingRun;
import org.recu.train.TrainOptions;

/** The example of {@code docs/java.md}. */
final class JavaExampleTest {

  private static final Path PAGE = Path.of("docs/java.md");
  private static final Path THIS = Path.of("src/test/java/org/recu/JavaExampleTest.java");

  @TempDir private Path place;

  @Test
  void example_onAFewImages_trainsEvaluatesAndPredicts() throws IOException {
    Path image = place.resolve("photo.png");
    ImageIO.write(new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    PrintStream before = System.out;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    System.setOut(new PrintStream(shown, true, UTF_8));
    try {
      example(place.resolve("first"), image);
    } finally {
      System.setOut(before);
    }
    assertThat(shown.toString(UTF_8))
        .contains("resnet20_1w1a on shapes: 320 training and 100 test images")
        .contains("images=2000")
        .contains("photo.png");
    assertThat(trained(place.resolve("again"))).isEqualTo(trained(place.resolve("once more")));
  }

  /**
   * The variables after a short run, whose last batch is one image. That the process classified an
   * image before must not show in them.
   */
  private static byte[] trained(Path folder) throws IOException {
    TrainOptions options =
        TrainOptions.of("resnet20_fp32", DataSource.of("shapes", Optional.empty()), folder)
            .withEpochs(1)
            .withBatchSize(15)
            .withSeed(1);
    TrainingRun.start(
        options.with(options.data().limitedTo(31, 16)),
        Console.of(new PrintStream(OutputStream.nullOutputStream(), true, UTF_8), System.err));
    return Files.readAllBytes(
        folder.resolve("checkpoints/epoch-0000/variables.data-00000-of-00001"));
  }

  private static void example(Path folder, Path image) throws IOException {
    // The page begins here.
    TrainOptions options =
        TrainOptions.of("resnet20_1w1a", DataSource.of("shapes", Optional.empty()), folder)
            .withEpochs(2)
            .withBatchSize(32)
            .withSeed(1);
    options = options.with(options.data().limitedTo(320, 100));
    TrainingRun.start(options, Console.of(System.out, System.err));
    try (Model model = Model.open(folder, Device.cpu());
        TestSet test = model.testSet(TestSetOptions.DEFAULT)) {
      System.out.println(model.evaluate(test));
      System.out.println(model.predict(List.of(image)));
    }
    // The page ends here.
  }

  @Test
  void page_example_isTheOneThatIsRun() throws IOException {
    String source = Files.readString(THIS);
    String body =
        source.substring(
            source.indexOf("// The page begins here.\n") + "// The page begins here.\n".length(),
            source.indexOf("    // The page ends here.\n"));
    String example = body.lines().map(line -> line.substring(4)).collect(Collectors.joining("\n"));
    assertThat(Files.readString(PAGE)).contains(example + "\n```\n");
  }
}
