package org.recu.graph;

import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.types.TFloat32;

/** The values of a network's parameters, read out of a session. Owns their native memory. */
public final class FrozenValues implements AutoCloseable {

  private final List<String> names;
  private final Result values;

  /**
   * Takes over a result.
   *
   * @param names of its values, in their order
   * @param values closed with this
   */
  public FrozenValues(List<String> names, Result values) {
    this.names = List.copyOf(names);
    this.values = values;
  }

  /**
   * A value by its name; valid until this is closed.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public TFloat32 get(String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException("the network holds nothing named " + name);
    }
    return (TFloat32) values.get(index);
  }

  @Override
  public void close() {
    values.close();
  }
}
