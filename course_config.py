"""The one table of the course: data only. Everything that is counted, timed or tolerated is here."""

from dataclasses import dataclass

TITLE = "Attention, from heatmaps to the Transformer"
COURSE_ID = "attention"


@dataclass(frozen=True)
class Limits:
    """What one submission may use while it is graded; a cell has its own share of the time."""

    cpu_seconds: int = 60
    wall_seconds: int = 180
    cell_cpu_seconds: int = 20
    probe_cpu_seconds: int = 10
    memory_mb: int = 1024
    disk_mb: int = 64
    output_kb: int = 256
    open_files: int = 64


@dataclass(frozen=True)
class Exercise:
    """One definition a student writes: checked by code for so many points."""

    name: str
    points: int


@dataclass(frozen=True)
class Question:
    """One short answer, graded by hand for so many points."""

    name: str
    points: int


@dataclass(frozen=True)
class Assignment:
    """One section of the chapter. `given` names the modules of finished code that are not sections."""

    slug: str
    title: str
    due: str  # ISO 8601 with zone
    exercises: tuple[Exercise, ...]
    questions: tuple[Question, ...] = ()
    given: tuple[str, ...] = ()
    points: int = 0  # the total, said a second time so that a slip above shows
    limits: Limits = Limits()

    @property
    def module(self) -> str:
        """The section's name as Python writes it: 03-scoring-functions -> scoring_functions."""
        return self.slug[3:].replace("-", "_")


ASSIGNMENTS = (
    Assignment(
        slug="01-heatmaps",
        title="Attention cues and heatmaps",
        due="2027-02-15T23:59:00+00:00",
        exercises=(
            Exercise("attention_pool", 6),
            Exercise("average_pool", 4),
            Exercise("random_attention", 6),
            Exercise("show_heatmaps", 10),
        ),
        questions=(Question("cue_mapping", 3),),
        points=29,
    ),
    Assignment(
        slug="02-kernel-regression",
        title="Nadaraya-Watson kernel regression",
        due="2027-02-22T23:59:00+00:00",
        exercises=(
            Exercise("average_pooling", 3),
            Exercise("nadaraya_watson", 10),
            Exercise("attention_by_bmm", 4),
            Exercise("leave_one_out", 6),
            Exercise("NWKernelRegression", 10),
            Exercise("train_step", 4),
            Exercise("train", 5),
            Exercise("choose_bandwidth", 5),
            Exercise("nw_mse", 5),
            Exercise("MyPooling", 6),
        ),
        questions=(Question("more_data", 3), Question("meaning_of_w", 3)),
        points=64,
    ),
    Assignment(
        slug="03-scoring-functions",
        title="Scoring functions",
        due="2027-03-01T23:59:00+00:00",
        exercises=(
            Exercise("masked_softmax", 12),
            Exercise("AdditiveAttention", 12),
            Exercise("DotProductAttention", 10),
            Exercise("BilinearAttention", 8),
            Exercise("sum_scores", 4),
            Exercise("scorers_agree", 4),
        ),
        questions=(Question("changed_keys", 3), Question("why_sums_fail", 3)),
        points=56,
    ),
    Assignment(
        slug="04-bahdanau",
        title="Bahdanau attention",
        due="2027-03-08T23:59:00+00:00",
        exercises=(
            Exercise("masked_cross_entropy", 8),
            Exercise("Seq2SeqAttentionDecoder", 14),
            Exercise("train_seq2seq", 10),
            Exercise("bleu", 10),
            Exercise("translate", 10),
            Exercise("LSTMAttentionDecoder", 8),
            Exercise("DotProductAttentionDecoder", 6),
        ),
        questions=(Question("training_cost", 3),),
        given=("sequences", "corpus"),
        points=69,
    ),
    Assignment(
        slug="05-multi-head",
        title="Multi-head attention",
        due="2027-03-15T23:59:00+00:00",
        exercises=(
            Exercise("transpose_qkv", 6),
            Exercise("transpose_output", 6),
            Exercise("MultiHeadAttention", 14),
            Exercise("split_heads", 5),
            Exercise("head_importance", 8),
        ),
        questions=(Question("head_experiment", 4),),
        given=("sequences", "corpus"),
        points=43,
    ),
    Assignment(
        slug="06-positional-encoding",
        title="Self-attention and positional encoding",
        due="2027-03-22T23:59:00+00:00",
        exercises=(
            Exercise("self_attention", 6),
            Exercise("PositionalEncoding", 12),
            Exercise("shift_rotation", 6),
            Exercise("complexities", 6),
            Exercise("LearnedPositionalEncoding", 8),
            Exercise("permutation_gap", 5),
        ),
        questions=(Question("deep_stacks", 4),),
        given=("sequences", "corpus"),
        points=47,
    ),
    Assignment(
        slug="07-transformer",
        title="The Transformer",
        due="2027-03-29T23:59:00+00:00",
        exercises=(
            Exercise("PositionWiseFFN", 6),
            Exercise("AddNorm", 6),
            Exercise("EncoderBlock", 10),
            Exercise("TransformerEncoder", 10),
            Exercise("DecoderBlock", 14),
            Exercise("TransformerDecoder", 14),
            Exercise("make_translator", 4),
            Exercise("count_parameters", 4),
            Exercise("AdditiveMultiHeadAttention", 6),
            Exercise("CausalLanguageModel", 10),
            Exercise("attention_cost", 4),
            Exercise("sliding_window_attention", 8),
            Exercise("patchify", 4),
            Exercise("VisionTransformer", 10),
        ),
        questions=(
            Question("depth", 3),
            Question("additive_scorer", 3),
            Question("which_half", 3),
            Question("long_inputs", 3),
        ),
        given=("sequences", "corpus", "stripes"),
        points=122,
    ),
)

LATE_PENALTY_PER_DAY = 0.1  # of the points reached, after the due date
GRACE_HOURS = 1

# How near a number must be to count as equal: (relative, absolute), by dtype of the student's tensor.
TOLERANCES = {"float16": (1e-2, 1e-3), "float32": (1e-4, 1e-5), "float64": (1e-7, 1e-9)}
WEIGHT_TOLERANCE = 1e-6  # attention that padding may still get

MAX_NOTEBOOK_MB = 20
