package org.recu.golden;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A file of {@code src/test/resources/golden}, as it stands on the class path. */
public final class GoldenFile {

  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private GoldenFile() {}

  /** All bytes of the golden file of this name. */
  public static byte[] bytes(String name) {
    try (InputStream file = GoldenFile.class.getResourceAsStream("/golden/" + name)) {
      if (file == null) {
        throw new FileNotFoundException("no golden file " + name);
      }
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The golden safetensors file of this name. */
  public static Safetensors safetensors(String name) {
    try {
      return Safetensors.parse(bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  /** The golden JSON file of this name; its snake_case keys are the type's camelCase components. */
  static <T> T json(String name, TypeReference<T> type) {
    return json(new String(bytes(name), StandardCharsets.UTF_8), name, type);
  }

  /** The JSON text, read as {@link #json(String, TypeReference)} reads a file. */
  static <T> T json(String text, String where, TypeReference<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (IOException e) {
      throw new UncheckedIOException(where, e);
    }
  }
}
