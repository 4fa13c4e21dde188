using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace AgentWeb.Core.Chat.Queue;

/// <summary>How many generations run and wait. Section <c>Queue</c>.</summary>
public sealed class QueueOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Queue";

    /// <summary>Most generations that run at once. Key <c>Queue:MaxConcurrency</c>.</summary>
    [Description("Most replies that are written at once")]
    [Range(1, 10_000)]
    public int MaxConcurrency { get; set; } = 8;

    /// <summary>Most generations of one user that run at once. Key <c>Queue:MaxPerUser</c>.</summary>
    [Description("Most replies of one person that are written at once")]
    [Range(1, 10_000)]
    public int MaxPerUser { get; set; } = 2;

    /// <summary>Most jobs of one user that wait. Key <c>Queue:MaxQueuedPerUser</c>.</summary>
    [Description("Most messages of one person that wait")]
    [Range(1, 100_000)]
    public int MaxQueuedPerUser { get; set; } = 20;

    /// <summary>Longest wait before a job is given up. Key <c>Queue:MaxWait</c>.</summary>
    [Description("Longest wait before a message is given up")]
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Name of this node; nodes that share a database need different ones. A node settles the jobs that its last process left before it
    /// is ready. Key <c>Queue:NodeName</c>.
    /// </summary>
    [NotEditable]
    [Required]
    [StringLength(64)]
    public string NodeName { get; set; } = Environment.MachineName;

    /// <summary>How long a worker that says nothing more keeps its jobs. Key <c>Queue:Lease</c>.</summary>
    [Description("How long a node that says nothing more keeps what it works on")]
    [Range(typeof(TimeSpan), "00:00:03", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);
}
