package org.recu.inference;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.recu.data.catalog.Datasets;
import org.recu.eval.Classifier;
import org.recu.eval.Prediction;
import org.recu.image.Raster;

/** Classifies image files batch by batch. A file that is no image does not stop the others. */
record Predictor(ModelInfo info, Classifier classifier, int topK) {

  /** Classifies all images of a loader, and passes each result on. */
  void classify(ImageLoader images, Consumer<ClassifiedImage> results) throws IOException {
    int size = imageSize();
    PixelClassifier network;
    if (classifier instanceof PackedClassifier packed) {
      network = packed;
      images.take(new Square(packed.shortSide(), size));
    } else {
      network = new TensorPixels(classifier, size);
      // As the images were cut when the model was validated.
      int shortSide = info.dataset().map(name -> Datasets.shortSide(name, size)).orElse(size);
      images.take(new Square(shortSide, size));
    }
    List<LoadedImage> batch = images.next();
    while (!batch.isEmpty()) {
      classify(batch, network, results);
      batch = images.next();
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
    for (Prediction prediction : Prediction.top(logits, topK)) {
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
}
