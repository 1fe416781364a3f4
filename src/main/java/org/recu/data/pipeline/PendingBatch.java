package org.recu.data.pipeline;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A batch that workers are filling, slice by slice. Guarded by the lock of its {@link
 * EpochBatches}.
 */
final class PendingBatch {
  private final int firstInOrder;
  private final BatchTensors tensors;

  /** Images given out to workers. */
  private int taken;

  /** Images whose workers are through with them, well or not. */
  private int finished;

  /** By the position of the slice that they are in. */
  private final SortedMap<Integer, List<Substitution>> substitutions = new TreeMap<>();

  /** Of the images that failed, the first one's position and what was thrown. */
  private int failedPosition = Integer.MAX_VALUE;

  private Throwable failure;

  PendingBatch(int firstInOrder, BatchTensors tensors) {
    this.firstInOrder = firstInOrder;
    this.tensors = tensors;
  }

  BatchTensors tensors() {
    return tensors;
  }

  boolean allTaken() {
    return taken == tensors.size();
  }

  /** Gives out the next images. */
  Slice take(int count) {
    int end = Math.min(taken + count, tensors.size());
    Slice slice = new Slice(this, taken, end);
    taken = end;
    return slice;
  }

  void finish(Slice slice, List<Substitution> made) {
    finished += slice.end() - slice.start();
    if (!made.isEmpty()) {
      substitutions.put(slice.start(), made);
    }
  }

  /** Keeps the failure that comes first in the batch, whichever worker is first to have one. */
  void fail(int position, Throwable thrown) {
    if (position < failedPosition) {
      failedPosition = position;
      failure = thrown;
    }
  }

  boolean ready() {
    return finished == tensors.size();
  }

  /** In the order of the images. */
  List<Substitution> substitutions() {
    return substitutions.values().stream().flatMap(List::stream).toList();
  }

  /** What went wrong first, or null. */
  Throwable failure() {
    return failure;
  }

  /**
   * Images of a batch that one worker makes in one go.
   *
   * @param batch they belong to
   * @param start position of the first in the batch
   * @param end position after the last
   */
  record Slice(PendingBatch batch, int start, int end) {

    /** Where in the epoch's order a position of this batch is. */
    int inOrder(int position) {
      return batch.firstInOrder + position;
    }
  }
}
