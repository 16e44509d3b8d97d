package org.brixianode.pipeline;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.brixianode.study.OutgoingObject;
import org.brixianode.study.ResultForm;
import org.brixianode.study.StoredObject;

/**
 * The destinations of the results of one image.
 *
 * @param byForm the destinations of each requested form
 * @param keeping of these, the destinations that keep the objects: an object refers to another only
 *     if each of them has it
 */
record Receivers(Map<ResultForm, Set<String>> byForm, Map<ResultForm, Set<String>> keeping) {

    static Receivers of(List<Route> routes) {
        Map<ResultForm, Set<String>> byForm = new HashMap<>();
        Map<ResultForm, Set<String>> keeping = new HashMap<>();
        for (Route route : routes) {
            for (ResultForm form : route.results()) {
                byForm.computeIfAbsent(form, any -> new HashSet<>()).add(route.destination());
                Set<String> keepers = keeping.computeIfAbsent(form, any -> new HashSet<>());
                if (route.keepsObjects()) {
                    keepers.add(route.destination());
                }
            }
        }
        return new Receivers(
                Collections.unmodifiableMap(byForm), Collections.unmodifiableMap(keeping));
    }

    /** The written objects that have destinations, to be stored with the result. */
    List<StoredObject> stored(List<OutgoingObject> written) {
        return written.stream()
                .map(object -> new StoredObject(object.ref(), of(object)))
                .filter(stored -> !stored.destinations().isEmpty())
                .toList();
    }

    private Set<String> of(OutgoingObject object) {
        return byForm.entrySet().stream()
                .filter(entry -> entry.getKey().isOf(object))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(Set.of());
    }
}
