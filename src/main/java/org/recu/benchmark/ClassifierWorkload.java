package org.recu.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.recu.export.Exporter;
import org.recu.files.FileTree;
import org.recu.graph.Variable;
import org.recu.inference.FrozenClassifier;
import org.recu.inference.SavedModelClassifier;
import org.recu.inference.TracedClassifier;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.Session;
import org.tensorflow.proto.StepStats;

/** Computes the logits of a batch. */
record ClassifierWorkload(TracedClassifier classifier, NoiseBatch batch) implements Workload {

  /** Uses the graph that evaluates a checkpoint. */
  static ClassifierWorkload evaluation(MeasuredNetwork measured) throws IOException {
    return new ClassifierWorkload(
        FrozenClassifier.fastest(fresh(measured), measured.device()), measured.batch());
  }

  /** Uses a SavedModel, which is exported to a temporary folder and loaded from there. */
  static ClassifierWorkload savedModel(MeasuredNetwork measured) throws IOException {
    Path folder = Files.createTempDirectory("recu-benchmark");
    try {
      Path model = folder.resolve("savedmodel");
      new Exporter().export(fresh(measured), model);
      // Its weights are constants of the graph, so the files are not needed once it is loaded.
      return new ClassifierWorkload(
          new SavedModelClassifier(model, measured.device()), measured.batch());
    } finally {
      FileTree.delete(folder);
    }
  }

  /** The network with initial weights. */
  static TrainedNetwork fresh(MeasuredNetwork measured) {
    return new TrainedNetwork(
        Path.of("initial weights"),
        measured.network(),
        measured.description(),
        (tf, session, variables) -> initialize(session, variables));
  }

  private static void initialize(Session session, List<Variable> variables) {
    Session.Runner runner = session.runner();
    variables.forEach(variable -> runner.addTarget(variable.initialize()));
    runner.run().close();
  }

  @Override
  public void run() {
    classifier.logits(batch.images()).close();
  }

  @Override
  public StepStats trace() {
    return classifier.trace(batch.images());
  }

  @Override
  public void close() {
    batch.close();
    classifier.close();
  }
}
