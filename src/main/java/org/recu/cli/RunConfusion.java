package org.recu.cli;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.recu.checkpoint.Checkpoint;
import org.recu.checkpoint.ModelDescription;
import org.recu.console.Console;
import org.recu.console.ProgressBar;
import org.recu.data.Pixels;
import org.recu.data.pipeline.BadImages;
import org.recu.data.pipeline.Pipeline;
import org.recu.eval.Classifier;
import org.recu.eval.Confusion;
import org.recu.eval.FrozenClassifier;
import org.recu.page.ConfusionMatrix;
import org.recu.page.MistakenPicture;
import org.recu.run.Devices;
import org.recu.run.RunHistory;
import org.recu.weights.TrainedNetwork;

/**
 * What a run's checkpoint takes the run's test images for: the same images that the run validated
 * on.
 *
 * @param history of the run
 * @param checkpoint that is evaluated
 * @param request where the data is, and how it is evaluated
 */
record RunConfusion(RunHistory history, Checkpoint checkpoint, ReportRequest request) {

  /** Mistakes that are shown with their pictures. */
  private static final int PICTURES = 18;

  /**
   * Evaluates.
   *
   * @throws IOException where the data is not to be had, or is another than the checkpoint's
   */
  ConfusionMatrix evaluate(Console console) throws IOException {
    ModelDescription model = checkpoint.state().model();
    String name = checkpoint.folder().toString();
    EvaluateOptions options = options();
    try (TestSet set = TestSet.open(model.dataset(), OptionalInt.of(model.imageSize()), options)) {
      set.requireClasses(name, model.classes());
      set.requireNames(name, model.classNames());
      set.requireSize(name, model.imageSize());
      Confusion confusion = evaluate(set, console);
      return new ConfusionMatrix(
          checkpoint.folder().getFileName().toString(),
          set.info().classNames(),
          confusion.counts(),
          confusion.surest().stream()
              .map(
                  mistake ->
                      new MistakenPicture(
                          mistake.label(),
                          mistake.taken(),
                          mistake.probability(),
                          image(mistake.picture())))
              .toList());
    }
  }

  private Confusion evaluate(TestSet set, Console console) throws IOException {
    try (Pipeline images = set.images(console);
        Classifier classifier =
            FrozenClassifier.fastest(
                TrainedNetwork.of(checkpoint), Devices.pick(request.gpu(), console));
        ProgressBar bar = console.bar("evaluating", images.batches(), 0)) {
      return Confusion.of(
          classifier,
          images,
          checkpoint.state().model().classes(),
          PICTURES,
          batches -> bar.step(batches, history.folder().toString()));
    }
  }

  /** Images as the run tested on, wherever they are now. */
  private EvaluateOptions options() {
    return new EvaluateOptions(
        history.folder(),
        Optional.empty(),
        Optional.empty(),
        request.dataPath().or(() -> option("data_path").map(Path::of)),
        OptionalInt.empty(),
        option("use_dali").map(Boolean::valueOf).orElse(false),
        BadImages.valueOf(
            option("on_bad_image").orElse(BadImages.STOP.name()).toUpperCase(Locale.ROOT)),
        request.batchSize(),
        option("limit_test")
            .map(number -> OptionalInt.of(Integer.parseInt(number)))
            .orElse(OptionalInt.empty()),
        request.gpu(),
        request.workers(),
        false);
  }

  private static BufferedImage image(Pixels picture) {
    BufferedImage image =
        new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_3BYTE_BGR);
    byte[] row = new byte[3 * picture.width()];
    int[] levels = new int[row.length];
    for (int y = 0; y < picture.height(); y++) {
      picture.copyRow(y, 0, picture.width(), row, 0);
      for (int i = 0; i < row.length; i++) {
        levels[i] = row[i] & 0xff;
      }
      // Its bands are red, green and blue, whatever lies first in its memory.
      image.getRaster().setPixels(0, y, picture.width(), 1, levels);
    }
    return image;
  }

  private Optional<String> option(String name) {
    return Optional.ofNullable(history.config().options().get(name)).map(Object::toString);
  }
}
