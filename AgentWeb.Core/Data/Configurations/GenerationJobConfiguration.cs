using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class GenerationJobConfiguration : IEntityTypeConfiguration<GenerationJob>
{
    public void Configure(EntityTypeBuilder<GenerationJob> builder)
    {
        builder.HasKey(j => j.Seq);
        builder.Property(j => j.Seq).ValueGeneratedOnAdd();
        builder.Property(j => j.ModelKey).HasMaxLength(256);
        builder.Property(j => j.LeaseOwner).HasMaxLength(128);
        builder.Property(j => j.StopCode).HasMaxLength(64);
        builder.Property(j => j.ErrorCode).HasMaxLength(64);

        builder.HasOne<Conversation>().WithMany().HasForeignKey(j => j.ConversationId).OnDelete(DeleteBehavior.Cascade);

        // A second cascade to the same rows is refused by SQL Server; the conversation's takes jobs and messages together.
        builder.HasOne<Message>().WithMany().HasForeignKey(j => j.MessageId).OnDelete(DeleteBehavior.NoAction);

        builder.HasIndex(j => j.RunId).IsUnique();
        builder.HasIndex(j => j.MessageId);

        // A user's next job and how many are before one of theirs; what runs in a conversation.
        builder.HasIndex(j => new { j.OwnerId, j.State, j.Priority, j.Seq });
        builder.HasIndex(j => new { j.ConversationId, j.State });

        // How many of a user's jobs for one model are before another.
        builder.HasIndex(j => new { j.OwnerId, j.State, j.ModelKey, j.Priority, j.Seq });

        // Who else waits for a model, and how long its jobs took lately.
        builder.HasIndex(j => new { j.ModelKey, j.State, j.Priority, j.Seq });
        builder.HasIndex(j => new { j.ModelKey, j.FinishedAt });

        // Those that waited too long; leases.
        builder.HasIndex(j => new { j.State, j.WaitingSince });
        builder.HasIndex(j => new { j.State, j.LeaseUntil });

        // Those that wait for files: mostly none, and the others have no entry to keep.
        builder.HasIndex(j => j.WaitsForFilesUntil).HasFilter("WaitsForFilesUntil IS NOT NULL");

        // What ended in a period: charts, usage, and what is old enough to go.
        builder.HasIndex(j => j.FinishedAt);
    }
}
