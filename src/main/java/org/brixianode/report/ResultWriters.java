package org.brixianode.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.brixianode.study.ResultForm;
import org.brixianode.study.ResultKind;

/**
 * The writers of result objects. The objects of an image are written in their order; the first form
 * of a kind is the default.
 */
public final class ResultWriters {

    private final Map<ResultForm, ResultWriter> byForm = new LinkedHashMap<>();
    private final Map<ResultForm, RefusalWriter> refusals = new LinkedHashMap<>();
    private final Map<ResultForm, RejectionWriter> rejections = new LinkedHashMap<>();
    private final Set<ResultForm> usual = new LinkedHashSet<>();

    /**
     * @param refusals write what a destination gets of an image that is not scored, if it wants
     *     that
     * @param rejections write what tells a destination to reject earlier results, if it wants that
     * @param usual labels of the kinds that a destination gets by default
     * @throws IllegalArgumentException if two writers, of whatever list, compose forms of one kind
     *     and SOP class, or a default kind has no writer
     */
    public ResultWriters(
            List<ResultWriter> writers,
            List<RefusalWriter> refusals,
            List<RejectionWriter> rejections,
            List<String> usual) {
        refusals.forEach(writer -> this.refusals.put(writer.form(), writer));
        rejections.forEach(writer -> this.rejections.put(writer.form(), writer));
        writers.forEach(writer -> byForm.put(writer.form(), writer));
        Stream<ResultForm> all =
                Stream.of(
                                writers.stream().map(ResultWriter::form),
                                refusals.stream().map(RefusalWriter::form),
                                rejections.stream().map(RejectionWriter::form))
                        .flatMap(forms -> forms);
        requireDistinct(all.toList());
        for (String label : usual) {
            ResultKind kind =
                    kind(label)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("no writer of " + label));
            this.usual.add(forms(kind).get(0));
        }
    }

    private static void requireDistinct(List<ResultForm> forms) {
        Set<List<String>> classes = new HashSet<>();
        for (ResultForm form : forms) {
            if (!classes.add(List.of(form.kind().name(), form.sopClassUid()))) {
                throw new IllegalArgumentException(
                        "two writers of %s with SOP class %s"
                                .formatted(form.kind(), form.sopClassUid()));
            }
        }
    }

    /**
     * A copy with one more writer at the end.
     *
     * @throws IllegalArgumentException if its form already has a writer
     */
    public ResultWriters and(ResultWriter further) {
        List<ResultWriter> all = new ArrayList<>(byForm.values());
        all.add(further);
        return new ResultWriters(
                all,
                List.copyOf(refusals.values()),
                List.copyOf(rejections.values()),
                usual.stream().map(form -> form.kind().label()).toList());
    }

    /** The distinct kinds, in the writers' order. */
    public List<ResultKind> kinds() {
        return forms().stream().map(ResultForm::kind).distinct().toList();
    }

    /** The kind with a label. */
    public Optional<ResultKind> kind(String label) {
        return kinds().stream().filter(kind -> kind.label().equals(label)).findFirst();
    }

    /** The forms of all kinds. */
    public Set<ResultForm> forms() {
        Set<ResultForm> forms = new LinkedHashSet<>(byForm.keySet());
        forms.addAll(refusals.keySet());
        forms.addAll(rejections.keySet());
        return Collections.unmodifiableSet(forms);
    }

    /** The forms of one kind, the default one first. */
    public List<ResultForm> forms(ResultKind kind) {
        return forms().stream().filter(form -> form.kind().equals(kind)).toList();
    }

    /** The default forms of a destination. */
    public Set<ResultForm> usual() {
        return Collections.unmodifiableSet(usual);
    }

    /** A kind's short name. */
    public String shortName(ResultKind kind) {
        ResultForm first = forms(kind).get(0);
        if (rejections.containsKey(first)) {
            return kind.label();
        }
        RefusalWriter refusal = refusals.get(first);
        return refusal == null ? writer(first).shortName() : refusal.shortName();
    }

    /** The writers of refusals of some forms, in their order. */
    List<RefusalWriter> refusalsOf(Set<ResultForm> forms) {
        return refusals.values().stream().filter(one -> forms.contains(one.form())).toList();
    }

    private boolean isOfResults(ResultForm form) {
        return !refusals.containsKey(form) && !rejections.containsKey(form);
    }

    /**
     * The writer of a form of rejection notes.
     *
     * @throws IllegalArgumentException if there is none
     */
    RejectionWriter rejectionOf(ResultForm form) {
        return Optional.ofNullable(rejections.get(form)).orElseThrow(() -> noWriter(form));
    }

    /** The writers of results of some forms, in their order. */
    List<ResultWriter> of(Set<ResultForm> forms) {
        forms.stream().filter(this::isOfResults).forEach(this::writer);
        return byForm.values().stream().filter(one -> forms.contains(one.form())).toList();
    }

    private ResultWriter writer(ResultForm form) {
        return Optional.ofNullable(byForm.get(form)).orElseThrow(() -> noWriter(form));
    }

    private static IllegalArgumentException noWriter(ResultForm form) {
        return new IllegalArgumentException("no writer of " + form);
    }
}
