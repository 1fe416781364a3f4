package org.recu.export;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.recu.eval.Classifier;
import org.recu.export.EvaluationGraph.Signatures;
import org.recu.files.AtomicFolder;
import org.recu.files.FileTree;
import org.recu.files.NamedFile;
import org.recu.graph.Device;
import org.recu.graph.FrozenValues;
import org.recu.inference.ModelCard;
import org.recu.inference.NetworkClassifier;
import org.recu.inference.SavedModelClassifier;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.proto.SavedModel;

/**
 * Writes a trained network as a SavedModel and checks it: the model is loaded back, and its logits
 * for a batch are compared with those of the network's own graph.
 *
 * <p>Both run on the CPU, whatever the network was trained on. There they give the same bits. On a
 * GPU two graphs round differently, which turns signs, and logits of a network that has hardly been
 * trained then differ by tenths.
 */
public final class Exporter {

  /** The greatest difference between two logits that passes the check. */
  public static final double TOLERANCE = 1e-4;

  /**
   * Exports to a folder that must not exist yet. The folder appears once the check has passed.
   *
   * @return the difference between the logits and the network's own
   * @throws IOException if the folder exists or cannot be written, or the check fails
   */
  public ExportCheck export(TrainedNetwork trained, Path folder) throws IOException {
    AtomicFolder.recover(folder);
    FileTree.requireAbsent(folder);
    return export(trained, folder, AtomicFolder::create);
  }

  /**
   * Exports to a folder and replaces an earlier export of the same run, once the new one has passed
   * the check.
   */
  public ExportCheck replace(TrainedNetwork trained, Path folder) throws IOException {
    AtomicFolder.recover(folder);
    return export(trained, folder, AtomicFolder::replace);
  }

  /** How a complete export gets its name. */
  private interface Completion {
    void complete(AtomicFolder written) throws IOException;
  }

  private ExportCheck export(TrainedNetwork trained, Path folder, Completion completion)
      throws IOException {
    try (AtomicFolder written = AtomicFolder.begin(folder);
        NetworkClassifier original = NetworkClassifier.of(trained, Device.cpu())) {
      try (FrozenValues values = original.freeze()) {
        write(trained, values, Signatures.PORTABLE, written.path());
        if (EvaluationGraph.hasMore(trained.network())) {
          Path all = written.path().resolve(SavedModelClassifier.ALL_SIGNATURES);
          write(trained, values, Signatures.ALL, all);
        }
      }
      ExportCheck check = check(trained, original, written.path());
      completion.complete(written);
      return check;
    }
  }

  /** Compares both signatures that take pixels, and returns the worst result. */
  private ExportCheck check(TrainedNetwork trained, Classifier original, Path exported)
      throws IOException {
    try (ExportComparison comparison =
        ExportComparison.with(original, trained.network().imageSize())) {
      ExportCheck worst = check(comparison, exported, SavedModelClassifier.SIGNATURE);
      if (EvaluationGraph.countsBits(trained.network())) {
        Path all = exported.resolve(SavedModelClassifier.ALL_SIGNATURES);
        ExportCheck check = check(comparison, all, SavedModelClassifier.ONE_BIT_SIGNATURE);
        worst = check.largestDifference() > worst.largestDifference() ? check : worst;
      }
      return worst;
    }
  }

  private ExportCheck check(ExportComparison comparison, Path folder, String signature)
      throws IOException {
    try (SavedModelClassifier classifier =
        new SavedModelClassifier(folder, Device.cpu(), signature)) {
      ExportCheck check = comparison.check(classifier);
      check.requireWithin(TOLERANCE);
      return check;
    }
  }

  private static void write(
      TrainedNetwork trained, FrozenValues values, Signatures signatures, Path folder)
      throws IOException {
    SavedModel model =
        EvaluationGraph.of(trained.network(), trained.description(), values, signatures);
    // TensorFlow's loaders expect the variables folder even if there are no variables.
    Files.createDirectories(folder.resolve("variables"));
    try (OutputStream out = new NamedFile(folder.resolve("saved_model.pb")).output()) {
      // Two exports of one network are the same bytes: a message's maps are unordered otherwise.
      CodedOutputStream coded = CodedOutputStream.newInstance(out);
      coded.useDeterministicSerialization();
      model.writeTo(coded);
      coded.flush();
    }
    ModelCard.of(trained.description()).write(folder.resolve("assets"));
  }
}
