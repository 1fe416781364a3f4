package org.recu.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.recu.cluster.PairedTeam;
import org.recu.cluster.Team;
import org.recu.data.DataSource;
import org.recu.train.TrainOptions;
import org.recu.train.TrainingData;

/** Two workers whose class folders differ are told so, both in the same words. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SameDataTest {

  @TempDir private Path machines;

  @Test
  void open_sameImages_eachHasItsShare() throws Exception {
    make("a", 0);
    make("b", 0);
    assertThat(open()).containsExactly("6 in 3 batches", "6 in 3 batches");
  }

  @Test
  void open_anImageIsMissing_classAndCounts() throws Exception {
    make("a", 0);
    make("b", 0);
    Files.delete(machines.resolve("b/train/dog/2.png"));
    assertBoth("the training images differ: class dog has 3 on worker 0, 2 on worker 1");
  }

  @Test
  void open_anImageHasAnotherName_class() throws Exception {
    make("a", 0);
    make("b", 0);
    Files.move(machines.resolve("b/val/cat/2.png"), machines.resolve("b/val/cat/3.png"));
    assertBoth(
        "the validation images differ: class cat has 3 on worker 0 and on worker 1, but not the"
            + " same ones, or in another order");
  }

  @Test
  void open_otherContents_theSampleTells() throws Exception {
    make("a", 0);
    make("b", 100);
    assertBoth(
        "the training images differ: a sample of them has other contents on worker 1 than on worker"
            + " 0");
  }

  @Test
  void open_anotherClass_bothLists() throws Exception {
    make("a", 0);
    make("b", 0);
    Files.move(machines.resolve("b/train/dog"), machines.resolve("b/train/fox"));
    Files.move(machines.resolve("b/val/dog"), machines.resolve("b/val/fox"));
    assertBoth("the list of classes differs: worker 0 has [cat, dog], worker 1 has [cat, fox]");
  }

  @Test
  void open_noFolderOnOneMachine_theOtherHearsWhy() throws Exception {
    make("a", 0);
    List<String> said = open();
    assertThat(said.get(1)).contains("/b");
    assertThat(said.get(0)).isEqualTo("worker 1: " + said.get(1));
  }

  private void assertBoth(String message) throws Exception {
    assertThat(open()).containsExactly(message, message);
  }

  /** Opens the data at both workers; what each has, or its error. */
  private List<String> open() throws Exception {
    return PairedTeam.both(this::opened);
  }

  private String opened(Team team) {
    Path root = machines.resolve(team.leads() ? "a" : "b");
    TrainOptions options =
        TrainOptions.of(
                "resnet20_1w1a",
                DataSource.of("folder", Optional.of(root)).withImageSize(32),
                machines.resolve("run"))
            .withSeed(1)
            .withBatchSize(2);
    try (TrainingData data = SameData.open(options, team)) {
      return data.training().size() + " in " + data.training().batches() + " batches";
    } catch (IOException e) {
      return e.getMessage();
    }
  }

  private void make(String machine, int brightness) throws IOException {
    for (String half : List.of("train", "val")) {
      for (String name : List.of("cat", "dog")) {
        Path folder =
            Files.createDirectories(machines.resolve(machine).resolve(half).resolve(name));
        for (int i = 0; i < 3; i++) {
          BufferedImage image = new BufferedImage(36, 36, BufferedImage.TYPE_INT_RGB);
          image.setRGB(i, i, 0x101010 * (1 + i));
          for (int x = 0; x < 36; x++) {
            image.setRGB(x, 20, brightness);
          }
          ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
        }
      }
    }
  }
}
