package org.recu.teacher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.recu.data.DatasetInfo;
import org.recu.eval.Classifier;
import org.recu.graph.Device;
import org.recu.graph.ImageInput;
import org.recu.image.Normalization;
import org.tensorflow.Graph;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A SavedModel as a teacher. A model that takes uint8 normalises the images itself; one that takes
 * float32 gets pixels in a given {@link PixelScale}.
 */
final class SavedModelTeacher implements Classifier {

  private final SavedModelBundle bundle;
  private final ModelSignature signature;
  private final Graph graph = new Graph();
  private final Session session;
  private final ImageInput scaled;

  /**
   * Loads the model.
   *
   * @param folder contains {@code saved_model.pb}
   * @param pixels required if the model takes float32, rejected if it takes uint8
   * @param info of the student's data set
   * @throws IOException if it cannot be loaded, has no fitting signature, or takes other images
   */
  SavedModelTeacher(Path folder, Optional<PixelScale> pixels, DatasetInfo info, Device device)
      throws IOException {
    try {
      bundle =
          SavedModelBundle.loader(folder.toString())
              .withTags(SavedModelBundle.DEFAULT_TAG)
              .withConfigProto(device.configuration())
              .load();
    } catch (TensorFlowException | IllegalArgumentException | IllegalStateException e) {
      graph.close();
      throw new IOException(
          "%s cannot be loaded as a SavedModel: %s"
              .formatted(folder, String.valueOf(e.getMessage()).lines().findFirst().orElse("")),
          e);
    }
    session = new Session(graph, device.configuration());
    boolean fits = false;
    try {
      signature = ModelSignature.of(folder, bundle.metaGraphDef());
      requireSize(folder, info);
      requireScale(folder, pixels);
      fits = true;
    } finally {
      if (!fits) {
        close();
      }
    }
    Normalization scale = pixels.orElse(PixelScale.BYTES).of(info.normalization());
    scaled = ImageInput.create(Ops.create(graph), "images", info.imageSize(), scale);
  }

  private void requireSize(Path folder, DatasetInfo info) throws IOException {
    for (long size : signature.size()) {
      if (size >= 0 && size != info.imageSize()) {
        throw new IOException(
            "teacher %s takes images of %dx%d pixels, but dataset %s has images of %d"
                .formatted(
                    folder,
                    signature.size().get(0),
                    signature.size().get(1),
                    info.name(),
                    info.imageSize()));
      }
    }
    if (signature.batch() >= 0) {
      throw new IOException(
          "teacher %s takes batches of %d images, expected any number"
              .formatted(folder, signature.batch()));
    }
  }

  private void requireScale(Path folder, Optional<PixelScale> pixels) throws IOException {
    if (signature.takesBytes() && pixels.isPresent()) {
      throw new IOException(
          "teacher %s takes bytes and scales them itself: --teacher_pixels is for a model that takes float32"
              .formatted(folder));
    }
    if (!signature.takesBytes() && pixels.isEmpty()) {
      throw new IOException(
          "teacher %s takes float32: --teacher_pixels must say whether it expects bytes, unit or normalized"
              .formatted(folder));
    }
  }

  @Override
  public TFloat32 logits(TUint8 images) {
    if (signature.takesBytes()) {
      return run(images);
    }
    try (Tensor floats =
        session.runner().feed(scaled.pixels(), images).fetch(scaled.normalized()).run().get(0)) {
      return run(floats);
    }
  }

  private TFloat32 run(Tensor images) {
    return (TFloat32)
        bundle
            .session()
            .runner()
            .feed(signature.images().getName(), images)
            .fetch(signature.logits().getName())
            .run()
            .get(0);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
    bundle.close();
  }
}
