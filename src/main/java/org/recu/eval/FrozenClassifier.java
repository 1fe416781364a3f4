package org.recu.eval;

import java.io.IOException;
import org.recu.checkpoint.ModelDescription;
import org.recu.model.Network;
import org.recu.nn.Device;
import org.recu.nn.FullTrace;
import org.recu.nn.ImageInput;
import org.recu.nn.Int8Probe;
import org.recu.nn.Tower;
import org.recu.weights.TrainedNetwork;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.StepStats;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A trained network over constants, whose binary convolutions compute with bytes. */
public final class FrozenClassifier implements TracedClassifier {

  private final Graph graph = new Graph();
  private final Session session;
  private final ImageInput images;
  private final Operand<TFloat32> logits;

  /**
   * A trained network in the fastest form that gives its logits, to the bit: over constants where
   * it has binary layers and convolutions of bytes run here, else over variables.
   *
   * @throws IOException where the weights cannot be read, or are not the network's
   */
  public static TracedClassifier fastest(TrainedNetwork trained, Device device) throws IOException {
    NetworkClassifier live = new NetworkClassifier(trained, device);
    if (!live.hasBinaryLayers() || !Int8Probe.isExact(device)) {
      return live;
    }
    try (live;
        FrozenValues values = live.freeze()) {
      return new FrozenClassifier(trained.network(), trained.description(), values, device);
    }
  }

  /**
   * Builds the network.
   *
   * @param values of its parameters, not needed afterwards
   */
  FrozenClassifier(
      Network network, ModelDescription description, FrozenValues values, Device device) {
    Ops tf = Ops.create(graph);
    images =
        ImageInput.create(
            tf, "images", network.imageSize(), description.mean(), description.standardDeviation());
    logits = network.logits(Tower.int8(tf, new FrozenParameters(tf, values)), images.normalized());
    session = new Session(graph, device.configuration());
  }

  @Override
  public TFloat32 logits(TUint8 pixels) {
    return (TFloat32) session.runner().feed(images.pixels(), pixels).fetch(logits).run().get(0);
  }

  @Override
  public StepStats trace(TUint8 pixels) {
    return FullTrace.run(session.runner().feed(images.pixels(), pixels).fetch(logits));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
