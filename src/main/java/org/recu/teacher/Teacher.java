package org.recu.teacher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.recu.data.DatasetInfo;
import org.recu.data.pipeline.Batch;
import org.recu.data.pipeline.Pipeline;
import org.recu.eval.Classifier;
import org.recu.graph.Device;
import org.recu.image.Normalization;
import org.recu.inference.FrozenClassifier;
import org.recu.inference.ModelOptions;
import org.recu.inference.ModelPath;
import org.recu.inference.PackedClassifier;
import org.recu.inference.PackedPath;
import org.recu.inference.PyTorchPath;
import org.recu.inference.SavedModelPath;
import org.recu.pytorch.PyTorchFile;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.types.TFloat32;

/** A model whose logits a student learns from. Owns native memory. */
public final class Teacher implements AutoCloseable {

  /** The normalisation of torchvision's weights, regardless of the student's data set. */
  private static final Normalization TORCHVISION =
      new Normalization(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

  /** Closed once the logits are cached. */
  private final Classifier classifier;

  private final Optional<String> remark;
  private final Optional<CachedLogits> cache;
  private final double cacheSeconds;

  private Teacher(Opened opened, Optional<CachedLogits> cache, double cacheSeconds) {
    this.classifier = opened.classifier;
    this.remark = opened.remark;
    this.cache = cache;
    this.cacheSeconds = cacheSeconds;
  }

  /**
   * A model that has not been checked.
   *
   * @param remark which part of its file was taken, if that is not obvious
   */
  private record Opened(Classifier classifier, Optional<String> remark) {

    static Opened of(Classifier classifier) {
      return new Opened(classifier, Optional.empty());
    }

    static Opened of(TrainedNetwork trained, Device device) throws IOException {
      return new Opened(FrozenClassifier.fastest(trained, device), trained.remark());
    }
  }

  /**
   * Opens a teacher and checks it on random images.
   *
   * @param options which model to use
   * @param info of the student's data set
   * @param images the training images in the order of the data set, if their logits are to be
   *     cached; they are computed here
   * @param device where it runs
   * @throws IOException if it cannot be opened, takes other images, has another number of classes,
   *     or does not return logits
   */
  public static Teacher open(
      TeacherOptions options, DatasetInfo info, Optional<Pipeline> images, Device device)
      throws IOException {
    Opened opened = opened(options, info, device);
    Classifier classifier = opened.classifier;
    boolean needed = false;
    try {
      TeacherCheck.require(options.name(), classifier, info);
      if (images.isEmpty()) {
        needed = true;
        return new Teacher(opened, Optional.empty(), 0);
      }
      long start = System.nanoTime();
      CachedLogits cache = CachedLogits.of(classifier, images.get(), info.classes());
      return new Teacher(opened, Optional.of(cache), (System.nanoTime() - start) / 1e9);
    } finally {
      if (!needed) {
        classifier.close();
      }
    }
  }

  /** Opens the model without checking it. */
  static Classifier classifier(TeacherOptions options, DatasetInfo info, Device device)
      throws IOException {
    return opened(options, info, device).classifier;
  }

  private static Opened opened(TeacherOptions options, DatasetInfo info, Device device)
      throws IOException {
    if (options.weights().isPresent()) {
      return Opened.of(torchvision(options, info), device);
    }
    ModelPath path = ModelPath.of(Path.of(options.name()));
    if (path instanceof SavedModelPath) {
      return Opened.of(new SavedModelTeacher(path.path(), options.pixels(), info, device));
    }
    if (options.pixels().isPresent()) {
      throw new IOException(
          "teacher %s takes bytes: --teacher_pixels is for a SavedModel that takes float32"
              .formatted(options.name()));
    }
    if (path instanceof PackedPath) {
      return Opened.of(packed(options, path.path(), info));
    }
    TrainedNetwork trained = trained(path, info);
    requireSize(options, trained.network().imageSize(), info);
    return Opened.of(trained, device);
  }

  private static Classifier packed(TeacherOptions options, Path file, DatasetInfo info)
      throws IOException {
    PackedClassifier packed = new PackedClassifier(file);
    boolean usable = false;
    try {
      requireSize(options, packed.imageSize(), info);
      usable = true;
      return packed;
    } finally {
      if (!usable) {
        packed.close();
      }
    }
  }

  private static void requireSize(TeacherOptions options, int size, DatasetInfo info)
      throws IOException {
    if (size != info.imageSize()) {
      throw new IOException(
          "teacher %s takes images of %d pixels, but dataset %s has images of %d"
              .formatted(options.name(), size, info.name(), info.imageSize()));
    }
  }

  private static TrainedNetwork torchvision(TeacherOptions options, DatasetInfo info)
      throws IOException {
    DatasetInfo normalized =
        new DatasetInfo(info.name(), info.classNames(), info.imageSize(), TORCHVISION);
    return TrainedNetwork.of(
        PyTorchFile.read(options.weights().get()), Optional.of(options.name()), normalized);
  }

  /** A PyTorch file does not record its data set; it is assumed to be the student's. */
  private static TrainedNetwork trained(ModelPath path, DatasetInfo info) throws IOException {
    return path instanceof PyTorchPath
        ? TrainedNetwork.of(PyTorchFile.read(path.path()), Optional.empty(), info)
        : path.network(ModelOptions.NONE);
  }

  /**
   * Returns the logits of a batch.
   *
   * @return (batch, classes), float32; the caller closes it
   */
  public TFloat32 logits(Batch batch) {
    return cache.isPresent() ? cache.get().of(batch.records()) : classifier.logits(batch.images());
  }

  /** Which part of the teacher's PyTorch file was taken, if that is not obvious. */
  public Optional<String> remark() {
    return remark;
  }

  /** A log message about the cost of caching the logits; empty without a cache. */
  public Optional<String> message() {
    return cache.map(
        logits ->
            String.format(
                Locale.ROOT,
                "cached the teacher's logits of %d images in %.1f s",
                logits.images(),
                cacheSeconds));
  }

  @Override
  public void close() {
    if (cache.isEmpty()) {
      classifier.close();
    }
  }
}
