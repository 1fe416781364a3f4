package org.recu.teacher;

import java.io.IOException;
import java.nio.file.Path;
import org.recu.checkpoint.ModelDescription;
import org.recu.checkpoint.ModelPath;
import org.recu.data.Batch;
import org.recu.data.DatasetInfo;
import org.recu.eval.CheckpointClassifier;
import org.recu.eval.Classifier;
import org.recu.nn.Device;
import org.tensorflow.types.TFloat32;

/** Gives the logits that a student learns from. Owns native memory. */
public final class Teacher implements AutoCloseable {

  private final Classifier classifier;

  private Teacher(Classifier classifier) {
    this.classifier = classifier;
  }

  /**
   * Opens a teacher and tries it on made-up pictures.
   *
   * @param options who it is
   * @param info of the set that it is to teach
   * @param device where it runs
   * @throws IOException where it cannot be opened, takes other images, tells another number of
   *     classes apart, or gives no logits
   */
  public static Teacher open(TeacherOptions options, DatasetInfo info, Device device)
      throws IOException {
    Classifier classifier = classifier(options, info, device);
    boolean fits = false;
    try {
      Trial.require(options.name(), classifier, info);
      fits = true;
    } finally {
      if (!fits) {
        classifier.close();
      }
    }
    return new Teacher(classifier);
  }

  private static Classifier classifier(TeacherOptions options, DatasetInfo info, Device device)
      throws IOException {
    ModelPath path = ModelPath.of(Path.of(options.name()));
    if (path instanceof ModelPath.SavedModel) {
      return new SavedModelTeacher(path.path(), options.pixels(), info, device);
    }
    var checkpoint =
        path instanceof ModelPath.Run run ? run.best() : ((ModelPath.CheckpointFolder) path).open();
    ModelDescription model = checkpoint.state().model();
    if (model.imageSize() != info.imageSize()) {
      throw new IOException(
          "teacher %s takes images of %d pixels, %s has images of %d"
              .formatted(options.name(), model.imageSize(), info.name(), info.imageSize()));
    }
    return new CheckpointClassifier(checkpoint, device);
  }

  /**
   * The logits of a batch.
   *
   * @return (batch, classes), float32; the caller's to close
   */
  public TFloat32 logits(Batch batch) {
    return classifier.logits(batch.images());
  }

  @Override
  public void close() {
    classifier.close();
  }
}
