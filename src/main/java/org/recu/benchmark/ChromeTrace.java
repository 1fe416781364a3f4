package org.recu.benchmark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Traced steps as JSON for Perfetto and {@code chrome://tracing}: one event of phase X per op, in
 * microseconds since the first op of the measurement.
 *
 * <p>TensorFlow does not report the thread of an op on the CPU. An op is shown in the first lane
 * that is free when it starts, so there are as many lanes as ops ran at once.
 */
public final class ChromeTrace {

  private static final JsonFactory JSON = new JsonFactory();

  /** A measurement and its steps in chronological order. */
  private record Measured(String name, List<StepTrace> steps) {}

  private final List<Measured> all = new ArrayList<>();

  /**
   * Adds a measurement, shown as a process of its own.
   *
   * @param name shown for the process
   * @param steps in chronological order
   */
  public void add(String name, List<StepTrace> steps) {
    all.add(new Measured(name, List.copyOf(steps)));
  }

  /** Writes all measurements as one JSON object and leaves the stream open. */
  public void writeTo(OutputStream out) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      json.writeStringField("displayTimeUnit", "ms");
      json.writeArrayFieldStart("traceEvents");
      for (int i = 0; i < all.size(); i++) {
        write(json, all.get(i), i + 1);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void write(JsonGenerator json, Measured measured, int id) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", "process_name");
    json.writeStringField("ph", "M");
    json.writeNumberField("pid", id);
    json.writeObjectFieldStart("args");
    json.writeStringField("name", measured.name());
    json.writeEndObject();
    json.writeEndObject();
    for (StepTrace step : measured.steps()) {
      // The time at which each lane becomes free.
      List<Long> lanes = new ArrayList<>();
      for (OpRun op : step.ops()) {
        write(json, op, id, lane(lanes, op), measured.steps().get(0).start());
      }
    }
  }

  private static void write(JsonGenerator json, OpRun op, int process, int lane, long zero)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", op.type());
    json.writeStringField("cat", op.kind().words());
    json.writeStringField("ph", "X");
    json.writeNumberField("ts", (op.start() - zero) / 1e3);
    json.writeNumberField("dur", op.nanoseconds() / 1e3);
    json.writeNumberField("pid", process);
    json.writeNumberField("tid", lane);
    json.writeObjectFieldStart("args");
    json.writeStringField("node", op.node());
    json.writeStringField("output", op.outputShape());
    json.writeEndObject();
    json.writeEndObject();
  }

  /** Occupies the first lane that is free when an op starts, counted from 1, until the op ends. */
  private static int lane(List<Long> lanes, OpRun op) {
    int lane = 0;
    while (lane < lanes.size() && lanes.get(lane) > op.start()) {
      lane++;
    }
    if (lane == lanes.size()) {
      lanes.add(op.end());
    } else {
      lanes.set(lane, op.end());
    }
    return lane + 1;
  }
}
