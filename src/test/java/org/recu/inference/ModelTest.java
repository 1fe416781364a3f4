package org.recu.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.data.DataSource;
import org.recu.eval.Confusion;
import org.recu.eval.Evaluation;
import org.recu.graph.Device;
import org.recu.pytorch.TorchResource;

/** A model used from Java, without the command line. */
final class ModelTest {

  private static final int IMAGES = 40;
  private static final ModelOptions OF_SHAPES =
      ModelOptions.trainedOn(DataSource.of("shapes", Optional.empty()));
  private static final TestSetOptions FIRST_IMAGES =
      TestSetOptions.DEFAULT.with(ImageReading.DEFAULT.limit(IMAGES));

  @TempDir private Path place;

  @Test
  void evaluateAndConfusion_sameModel_agree() throws IOException {
    try (Model model = open();
        TestSet test = model.testSet(FIRST_IMAGES)) {
      Evaluation evaluation = model.evaluate(test);
      assertThat(evaluation.scores().images()).isEqualTo(IMAGES);
      Confusion confusion = model.confusion(test, 3, batches -> {});
      long correct = IntStream.range(0, 10).mapToLong(i -> confusion.counts().get(i).get(i)).sum();
      assertThat(evaluation.scores().top1()).isCloseTo(100.0 * correct / IMAGES, within(1e-9));
      assertThat(confusion.mostConfidentErrors()).hasSizeLessThanOrEqualTo(3);
      assertThat(model.evaluate(test).scores()).as("again").isEqualTo(evaluation.scores());
    }
  }

  @Test
  void predict_imagesAndOthers_givesEachItsResult() throws IOException {
    Path image = place.resolve("grey.png");
    ImageIO.write(new BufferedImage(50, 40, BufferedImage.TYPE_INT_RGB), "png", image.toFile());
    Path text = Files.writeString(place.resolve("text.png"), "no image");
    try (Model model = open()) {
      List<ClassifiedImage> results = model.predict(List.of(text, image));
      assertThat(results).extracting(ClassifiedImage::file).containsExactly(text, image);
      assertThat(results.get(0).predictions()).isEmpty();
      assertThat(results.get(0).problem().orElseThrow()).startsWith(text + ": ");
      assertThat(results.get(1).problem()).isEmpty();
      assertThat(results.get(1).predictions()).hasSize(5);
      assertThat(model.info().classNames())
          .contains(results.get(1).predictions().get(0).className());
    }
  }

  @Test
  void info_pyTorchFile_saysWhatWasFound() throws IOException {
    try (Model model = open()) {
      assertThat(model.info().network()).contains("resnet20_1w1a");
      assertThat(model.info().dataset()).contains("shapes");
      assertThat(model.info().classes()).hasValue(10);
      assertThat(model.info().imageSize()).hasValue(32);
      assertThat(model.info().notes()).containsEntry("epoch", 42L);
    }
  }

  @Test
  void testSet_ofOtherClasses_isRefused() throws IOException {
    TestSetOptions others = TestSetOptions.of("cifar100").in(place);
    try (Model model = open()) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> model.testSet(others))
          .withMessageContaining("has 10 classes, but dataset cifar100 has 100");
    }
  }

  private Model open() throws IOException {
    Path file = TorchResource.golden("resnet20_zip.pth.tar", place);
    return Model.open(file, OF_SHAPES, Device.cpu());
  }
}
