package org.recu.packed;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The end of a pass in one loop, a vector of channels at a time. */
final class VectorFinish implements Step {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LENGTH = SPECIES.length();

  private final Finish finish;
  private final boolean centred;

  /**
   * A step.
   *
   * @param finish of channels that fill vectors
   */
  VectorFinish(Finish finish) {
    this.finish = finish;
    centred = finish.mean().length > 0;
  }

  @Override
  public void apply(Workspace workspace, int from, int count, float[] x) {
    int channels = finish.channels();
    float[] other = finish.other() < 0 ? x : workspace.plane(finish.other());
    float[] stored = finish.stored() < 0 ? x : workspace.plane(finish.stored());
    for (int pixel = 0; pixel < count; pixel++) {
      int at = pixel * channels;
      int value = (from + pixel) * channels;
      for (int channel = 0; channel < channels; channel += LENGTH) {
        FloatVector gain = FloatVector.fromArray(SPECIES, finish.gain(), channel);
        FloatVector offset = FloatVector.fromArray(SPECIES, finish.offset(), channel);
        FloatVector v = FloatVector.fromArray(SPECIES, x, at + channel);
        if (centred) {
          v =
              v.sub(FloatVector.fromArray(SPECIES, finish.mean(), channel))
                  .mul(FloatVector.fromArray(SPECIES, finish.inverse(), channel))
                  .fma(gain, offset);
        } else {
          v = v.mul(gain).add(offset);
        }
        if (finish.other() >= 0) {
          v = v.add(FloatVector.fromArray(SPECIES, other, value + channel));
        }
        if (finish.clamped()) {
          v = v.blend(1, v.compare(VectorOperators.GT, 1));
          v = v.blend(-1, v.compare(VectorOperators.LT, -1));
        }
        if (finish.stored() >= 0) {
          v.intoArray(stored, value + channel);
        }
        v.intoArray(x, at + channel);
      }
    }
    // In a loop of its own, from the first cache.
    if (finish.signs().isPresent()) {
      finish.signs().get().apply(workspace, from, count, x);
    }
  }
}
