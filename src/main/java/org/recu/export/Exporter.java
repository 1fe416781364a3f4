package org.recu.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.recu.eval.Classifier;
import org.recu.eval.FrozenValues;
import org.recu.eval.NetworkClassifier;
import org.recu.inference.ModelCard;
import org.recu.inference.SavedModelClassifier;
import org.recu.nn.Device;
import org.recu.nn.Int8Probe;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.proto.SavedModel;

/**
 * Writes a trained network as a SavedModel and proves it equal: the model is loaded back, and its
 * logits for a batch are compared with those of the network's own graph.
 */
public final class Exporter {

  /** The greatest difference between two logits that passes. */
  public static final double TOLERANCE = 1e-4;

  private final Device device;

  /** An exporter that checks on a device. */
  public Exporter(Device device) {
    this.device = device;
  }

  /**
   * Exports into a folder that must not be there yet. It is written beside its place, and comes
   * into it when the check has passed.
   *
   * @return how far the logits are from the network's own
   * @throws IOException where the folder is there, cannot be written, or the check fails
   */
  public ExportCheck export(TrainedNetwork trained, Path folder) throws IOException {
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(folder + " exists already; nothing was overwritten");
    }
    return write(trained, folder);
  }

  /** Exports into a folder in place of an earlier export of the same run. */
  public ExportCheck replace(TrainedNetwork trained, Path folder) throws IOException {
    return write(trained, folder);
  }

  private ExportCheck write(TrainedNetwork trained, Path folder) throws IOException {
    Path parent = folder.toAbsolutePath().getParent();
    try {
      Files.createDirectories(parent);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(e.getFile() + " is not a folder; nothing was exported", e);
    }
    Path aside = parent.resolve(".writing-" + folder.getFileName());
    delete(aside);
    try (NetworkClassifier original = new NetworkClassifier(trained, device)) {
      try (FrozenValues values = original.freeze()) {
        write(EvaluationGraph.of(trained.network(), trained.description(), values), aside);
      }
      ModelCard.of(trained.description()).write(aside.resolve("assets"));
      sync(aside);
      ExportCheck check = check(original, aside, trained.network().imageSize());
      Path old = parent.resolve(".old-" + folder.getFileName());
      delete(old);
      if (Files.exists(folder)) {
        Files.move(folder, old, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(aside, folder, StandardCopyOption.ATOMIC_MOVE);
      delete(old);
      return check;
    } finally {
      delete(aside);
    }
  }

  /** Compares every signature that runs here, and gives the worse check of them. */
  private ExportCheck check(Classifier original, Path exported, int imageSize) throws IOException {
    ExportCheck check = check(original, exported, imageSize, false);
    if (!Int8Probe.isExact(device)) {
      return check;
    }
    ExportCheck ofBytes = check(original, exported, imageSize, true);
    return ofBytes.largestDifference() > check.largestDifference() ? ofBytes : check;
  }

  private ExportCheck check(Classifier original, Path exported, int imageSize, boolean int8)
      throws IOException {
    try (SavedModelClassifier classifier = new SavedModelClassifier(exported, device, int8)) {
      ExportCheck check = ExportCheck.compare(original, classifier, imageSize);
      check.requireWithin(TOLERANCE);
      return check;
    }
  }

  private static void write(SavedModel model, Path folder) throws IOException {
    // TensorFlow's loaders expect the folder of variables even where there are none.
    Files.createDirectories(folder.resolve("variables"));
    try (OutputStream out = Files.newOutputStream(folder.resolve("saved_model.pb"))) {
      model.writeTo(out);
    }
  }

  private static void sync(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files = tree.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(folder)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.delete(path);
    }
  }
}
