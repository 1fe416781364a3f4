package org.recu.data.pipeline;

import java.io.IOException;
import org.recu.data.Split;

/** Some records of a split, numbered anew from 0. */
final class SplitPart<R> implements Split<R> {
  private final Split<R> whole;

  /** Index in the whole split of each record. */
  private final int[] indices;

  SplitPart(Split<R> whole, int[] indices) {
    this.whole = whole;
    this.indices = indices;
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public int label(int index) {
    return whole.label(indices[index]);
  }

  @Override
  public R record(int index) throws IOException {
    return whole.record(indices[index]);
  }

  @Override
  public String name(int index) {
    return whole.name(indices[index]);
  }
}
