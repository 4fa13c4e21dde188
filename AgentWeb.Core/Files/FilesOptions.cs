using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using AgentWeb.Core.Data.Entities;
using AgentWeb.Core.Files.Store.S3;

namespace AgentWeb.Core.Files;

/// <summary>Files that people upload. Section <c>Files</c>.</summary>
public sealed class FilesOptions : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Files";

    /// <summary>Largest file, in bytes. Key <c>Files:MaxSize</c>.</summary>
    [Description("Largest file, in bytes")]
    [Range(1, 2L * 1024 * 1024 * 1024)]
    public long MaxSize { get; set; } = 25 * 1024 * 1024;

    /// <summary>Most bytes that all files of one person may have. Key <c>Files:QuotaPerUser</c>.</summary>
    [Description("Most bytes that all files of one person may have")]
    [Range(0, long.MaxValue)]
    public long QuotaPerUser { get; set; } = 1024L * 1024 * 1024;

    /// <summary>Bytes a second that this server takes of all uploads together. Key <c>Files:UploadRate</c>.</summary>
    [Description("Bytes a second that a server takes of all uploads together")]
    [Range(64 * 1024, long.MaxValue)]
    public long UploadRate { get; set; } = 24 * 1024 * 1024;

    /// <summary>The same while replies run here, so that they keep streaming. Key <c>Files:UploadRateBesideReplies</c>.</summary>
    [Description("Bytes a second that a server takes of all uploads together while replies run")]
    [Range(64 * 1024, long.MaxValue)]
    public long UploadRateBesideReplies { get; set; } = 8 * 1024 * 1024;

    /// <summary>Most files that may go with one message. Key <c>Files:MaxPerMessage</c>.</summary>
    [Description("Most files that may go with one message")]
    [Range(1, 100)]
    public int MaxPerMessage { get; set; } = 10;

    /// <summary>Where the bytes are. Key <c>Files:Store</c>.</summary>
    [NotEditable]
    [EnumDataType(typeof(FileStoreKind))]
    public FileStoreKind Store { get; set; } = FileStoreKind.Folder;

    /// <summary>The store when that is <see cref="FileStoreKind.S3"/>. Keys <c>Files:S3:…</c>.</summary>
    [NotEditable]
    [Required]
    public S3Options S3 { get; set; } = new();

    /// <summary>What may be uploaded; empty allows every kind that is known. Key <c>Files:AllowedKinds</c>.</summary>
    [Description("What may be uploaded; none chosen allows every kind")]
    public ISet<FileKind> AllowedKinds { get; } = new HashSet<FileKind>();

    /// <summary>How many files are processed at once by this server. Key <c>Files:MaxConcurrency</c>.</summary>
    [Description("How many files a server processes at once")]
    [Range(1, 16)]
    public int MaxConcurrency { get; set; } = 1;

    /// <summary>
    /// Share of one processor that reading a file takes at most, and storing it as well, above 0 and up to 1. Poppler, which works behind all others and waits
    /// for the reader, is not counted. Key <c>Files:CpuShare</c>.
    /// </summary>
    [Description("Share of one processor that reading a file takes at most, and storing it too")]
    [Range(0.01, 1)]
    public double CpuShare { get; set; } = 0.5;

    /// <summary>The same while replies run here, so that they keep streaming. Key <c>Files:CpuShareBesideReplies</c>.</summary>
    [Description("Share of one processor that reading a file takes at most while replies run, and storing it too")]
    [Range(0.01, 1)]
    public double CpuShareBesideReplies { get; set; } = 0.15;

    /// <summary>
    /// Whether files are read in a process of their own, which stands behind all others, and not in the server's. Key <c>Files:OwnProcess</c>.
    /// </summary>
    [Description("Read files in a process of their own, behind all others")]
    public bool OwnProcess { get; set; } = true;

    /// <summary>Longest time that a reply waits for files of its conversation that are still processed. Key <c>Files:WaitBeforeReply</c>.</summary>
    [Description("Longest time that a reply waits for files that are still processed")]
    [Range(typeof(TimeSpan), "00:00:00", "00:30:00")]
    public TimeSpan WaitBeforeReply { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest side of a picture in pixels; the browser makes larger ones smaller before it sends them. Key <c>Files:MaxImageSide</c>.</summary>
    [Description("Longest side of a picture, in pixels; the browser makes larger ones smaller")]
    [Range(64, 16384)]
    public int MaxImageSide { get; set; } = 2048;

    /// <summary>Longest time that one file may be processed for. Key <c>Files:ProcessingTimeout</c>.</summary>
    [Description("Longest time that one file may be processed for")]
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ProcessingTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long uploads that broke off and stored bytes that no file has are kept, since they may be on their way. Key <c>Files:OrphanAge</c>.</summary>
    [Description("How long uploads that broke off, and bytes that no file has, are kept")]
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")]
    public TimeSpan OrphanAge { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Limits of what is inside files. Keys <c>Files:Limits:…</c>.</summary>
    [Required]
    public ContentLimits Limits { get; set; } = new();

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (OrphanAge <= ProcessingTimeout)
        {
            yield return new("must be longer than Files:ProcessingTimeout: what no file has yet may still be on its way.", [nameof(OrphanAge)]);
        }

        foreach (var problem in Store == FileStoreKind.S3 ? S3.Check() : [])
        {
            yield return problem;
        }
    }
}

/// <summary>Where the bytes of files are.</summary>
public enum FileStoreKind
{
    /// <summary>A folder below <c>Data:Directory</c>.</summary>
    Folder,

    /// <summary>A bucket of an S3-compatible store, which several servers can share.</summary>
    S3,
}
