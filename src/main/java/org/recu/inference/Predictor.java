package org.recu.inference;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.recu.data.catalog.Datasets;
import org.recu.decoding.TensorFlowDecoder;
import org.recu.eval.Classifier;
import org.recu.eval.Prediction;
import org.recu.image.ImageDecoder;
import org.recu.image.Raster;

/** Classifies image files batch by batch. A file that is no image does not stop the others. */
record Predictor(ModelInfo info, Classifier classifier, PredictOptions options) {

  /** Classifies all files, and passes each result on. */
  void classify(ImageFiles images, Consumer<ClassifiedImage> results) throws IOException {
    int size = imageSize();
    // As the images were cut when the model was validated.
    int shortSide = info.dataset().map(name -> Datasets.shortSide(name, size)).orElse(size);
    boolean packed = classifier instanceof PackedClassifier;
    PixelClassifier network =
        classifier instanceof PackedClassifier direct ? direct : new TensorPixels(classifier, size);
    ImageDecoder decoder = packed ? new LightDecoder() : new TensorFlowDecoder();
    try (ImageLoader loader = new ImageLoader(decoder, shortSide, size, options.workers())) {
      List<Future<LoadedImage>> next = loader.start(batch(images.files(), 0));
      for (int from = 0; from < images.files().size(); from += options.batchSize()) {
        List<LoadedImage> loaded = await(next);
        // The next batch is read while the network classifies this one.
        next = loader.start(batch(images.files(), from + options.batchSize()));
        classify(loaded, network, results);
      }
    }
    images.failed().forEach(results);
  }

  private int imageSize() throws IOException {
    return info.imageSize()
        .orElseThrow(
            () ->
                new IOException(
                    "%s takes images of any size, and has no assets/%s with the size it was trained on"
                        .formatted(info.source(), ModelCard.FILE)));
  }

  private List<Path> batch(List<Path> files, int from) {
    int first = Math.min(from, files.size());
    return files.subList(first, Math.min(first + options.batchSize(), files.size()));
  }

  private void classify(
      List<LoadedImage> images, PixelClassifier network, Consumer<ClassifiedImage> results)
      throws IOException {
    List<Raster> rasters = images.stream().flatMap(image -> image.raster().stream()).toList();
    float[][] logits = logits(rasters, network);
    int row = 0;
    for (LoadedImage image : images) {
      results.accept(
          image.raster().isEmpty()
              ? ClassifiedImage.failed(image.file(), image.problem())
              : classified(image.file(), logits[row++]));
    }
  }

  private ClassifiedImage classified(Path file, float[] logits) throws IOException {
    List<ClassifiedImage.ClassPrediction> predictions = new ArrayList<>();
    for (Prediction prediction : Prediction.top(logits, options.topK())) {
      predictions.add(
          new ClassifiedImage.ClassPrediction(
              info.className(prediction.classNumber()), prediction.probability()));
    }
    return new ClassifiedImage(file, predictions, Optional.empty());
  }

  private float[][] logits(List<Raster> rasters, PixelClassifier network) throws IOException {
    if (rasters.isEmpty()) {
      return new float[0][];
    }
    int length = rasters.get(0).length();
    byte[] pixels = new byte[rasters.size() * length];
    for (int i = 0; i < rasters.size(); i++) {
      System.arraycopy(rasters.get(i).pixels(), 0, pixels, i * length, length);
    }
    float[][] logits = network.logits(pixels, rasters.size());
    info.requireClasses(logits[0].length);
    return logits;
  }

  private static List<LoadedImage> await(List<Future<LoadedImage>> started) throws IOException {
    List<LoadedImage> images = new ArrayList<>();
    for (Future<LoadedImage> image : started) {
      try {
        images.add(image.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading images");
      }
    }
    return images;
  }
}
