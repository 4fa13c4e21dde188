using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Chat;

/// <summary>How long things are kept. Section <c>Retention</c>.</summary>
public sealed class RetentionOptions : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Retention";

    private static readonly TimeSpan LeastJobs = TimeSpan.FromDays(2);

    /// <summary>The longest period that use is asked for (a test holds the two together), and the month in whose midst it may begin.</summary>
    private static readonly TimeSpan LeastUsage = TimeSpan.FromDays(366 + 31);

    /// <summary>How long a deleted conversation can be brought back. Key <c>Retention:Deleted</c>.</summary>
    [Description("How long a deleted conversation can be brought back")]
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan Deleted { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a temporary conversation is kept after it was last used. Key <c>Retention:Temporary</c>.</summary>
    [Description("How long a temporary conversation is kept after it was last used")]
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan Temporary { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long the audit log is kept; zero keeps it. Key <c>Retention:Audit</c>.</summary>
    [Description("How long entries of the audit log are kept; 0 keeps them")]
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan Audit { get; set; } = TimeSpan.FromDays(365);

    /// <summary>
    /// How long is kept how a reply came about (waiting, speed, tokens of its job); zero keeps it. What people used by day is kept apart. Key
    /// <c>Retention:Jobs</c>.
    /// </summary>
    [Description("How long is kept how replies came about: waiting, speed, errors; 0 keeps it")]
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan Jobs { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long it is kept what people did with the product; zero keeps it. Key <c>Retention:ProductEvents</c>.</summary>
    [Description("How long it is kept what people did with the product; 0 keeps it")]
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan ProductEvents { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long sign-ins, invitations and keys are kept that work no more; zero keeps them. Key <c>Retention:Credentials</c>.</summary>
    [Description("How long sign-ins, invitations and API keys are kept that work no more; 0 keeps them")]
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan Credentials { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long the length of the queue is kept, for charts; zero keeps it. Key <c>Retention:QueueSamples</c>.</summary>
    [Description("How long the length of the queue is kept, for charts; 0 keeps it")]
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan QueueSamples { get; set; } = TimeSpan.FromDays(8);

    /// <summary>
    /// How long it is kept what each person used of each model on each day, and how fast models were then; zero keeps it. Months stay. Key
    /// <c>Retention:Usage</c>.
    /// </summary>
    [Description("How long use is kept by day; its months stay, 0 keeps the days too")]
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan Usage { get; set; } = TimeSpan.FromDays(1095);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Jobs > TimeSpan.Zero && Jobs < LeastJobs)
        {
            yield return new("must be 0 or at least 2 days: figures by day are made of what is kept.", [nameof(Jobs)]);
        }

        if (Usage > TimeSpan.Zero && Usage < LeastUsage)
        {
            yield return new("must be 0 or at least 397 days: use is read by day for up to a year.", [nameof(Usage)]);
        }
    }
}
