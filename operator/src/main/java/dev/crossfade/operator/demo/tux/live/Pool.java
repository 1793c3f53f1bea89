package dev.crossfade.operator.demo.tux.live;

import dev.crossfade.operator.demo.tux.rows.Dice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Things to pick from at random, each once. Adding, picking and removing cost the same at any size.
 */
final class Pool<T> {

  private final List<T> things = new ArrayList<>();
  private final Map<T, Integer> places = new HashMap<>();

  void add(T thing) {
    if (places.putIfAbsent(thing, things.size()) == null) {
      things.add(thing);
    }
  }

  void remove(T thing) {
    Integer place = places.remove(thing);
    if (place == null) {
      return;
    }
    T last = things.remove(things.size() - 1);
    if (!last.equals(thing)) {
      things.set(place, last);
      places.put(last, place);
    }
  }

  Optional<T> pick(Dice dice) {
    return things.isEmpty() ? Optional.empty() : Optional.of(dice.pick(things));
  }

  int size() {
    return things.size();
  }
}
