package org.recu.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.recu.console.Console;
import org.recu.eval.Prediction;
import org.recu.image.Raster;
import org.recu.run.Devices;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** {@code recu predict}, once its words are read. A file that is no picture stops no other. */
final class Predicting implements Action<PredictOptions> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public int run(PredictOptions options, Console console) throws IOException {
    NativeLog.quiet();
    PictureFiles named = PictureFiles.of(options.images());
    int failed = named.problems().size();
    try (LoadedModel model =
            LoadedModel.open(
                options.modelPath(), options.stated(), Devices.pick(options.gpu(), console));
        PictureLoader loader =
            new PictureLoader(model.shortSide(), model.imageSize(), options.workers())) {
      List<Future<Picture>> next = loader.begin(batch(named.files(), 0, options));
      for (int from = 0; from < named.files().size(); from += options.batchSize()) {
        List<Picture> pictures = await(next);
        // The next are read while the network looks at these.
        next = loader.begin(batch(named.files(), from + options.batchSize(), options));
        failed += tell(pictures, model, options, console);
      }
    }
    named.problems().forEach(problem -> console.error("recu: " + problem));
    return failed == 0 ? Recu.DONE : Recu.FAILED;
  }

  private static List<Path> batch(List<Path> files, int from, PredictOptions options) {
    int begin = Math.min(from, files.size());
    return files.subList(begin, Math.min(begin + options.batchSize(), files.size()));
  }

  /** Tells of each picture, in order; gives how many could not be told. */
  private static int tell(
      List<Picture> pictures, LoadedModel model, PredictOptions options, Console console)
      throws IOException {
    List<Raster> rasters = pictures.stream().flatMap(p -> p.raster().stream()).toList();
    float[][] logits = logits(rasters, model);
    int seen = 0;
    int failed = 0;
    for (Picture picture : pictures) {
      if (picture.raster().isEmpty()) {
        console.error("recu: " + picture.problem());
        failed++;
        continue;
      }
      List<Prediction> predictions = Prediction.top(logits[seen++], options.topK());
      console.line(
          options.json()
              ? JSON.writeValueAsString(object(picture, predictions, model))
              : line(picture, predictions, model));
    }
    return failed;
  }

  private static float[][] logits(List<Raster> rasters, LoadedModel model) {
    if (rasters.isEmpty()) {
      return new float[0][];
    }
    int size = model.imageSize();
    try (TUint8 images = TUint8.tensorOf(Shape.of(rasters.size(), size, size, 3))) {
      for (int i = 0; i < rasters.size(); i++) {
        Raster raster = rasters.get(i);
        images
            .asRawTensor()
            .data()
            .slice((long) i * raster.length(), raster.length())
            .write(raster.pixels(), 0, raster.length());
      }
      try (TFloat32 answer = model.classifier().logits(images)) {
        int classes = (int) answer.shape().get(1);
        float[][] rows = new float[rasters.size()][classes];
        for (int i = 0; i < rows.length; i++) {
          answer.get(i).copyTo(DataBuffers.of(FloatBuffer.wrap(rows[i])));
        }
        return rows;
      }
    }
  }

  private static Map<String, Object> object(
      Picture picture, List<Prediction> predictions, LoadedModel model) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Prediction prediction : predictions) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("class", model.className(prediction.classNumber()));
      entry.put("probability", prediction.probability());
      list.add(entry);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("file", picture.file().toString());
    object.put("predictions", list);
    return object;
  }

  private static String line(Picture picture, List<Prediction> predictions, LoadedModel model) {
    return predictions.stream()
        .map(
            prediction ->
                String.format(
                    Locale.ROOT,
                    "%s %.1f %%",
                    model.className(prediction.classNumber()),
                    100 * prediction.probability()))
        .collect(Collectors.joining(", ", picture.file() + ": ", ""));
  }

  private static List<Picture> await(List<Future<Picture>> begun) throws IOException {
    List<Picture> pictures = new ArrayList<>();
    for (Future<Picture> picture : begun) {
      try {
        pictures.add(picture.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while pictures were read");
      }
    }
    return pictures;
  }
}
