using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.FinishReason).HasMaxLength(64);
        builder.Property(m => m.ModelKey).HasMaxLength(256);
        builder.Property(m => m.ErrorCode).HasMaxLength(64);
        builder.Property(m => m.ErrorMessage).HasMaxLength(1000);
        builder.Property(m => m.ClientMessageId).HasMaxLength(64);
        builder.Property(m => m.ClientRequestHash).HasMaxLength(64);
        builder.Property(m => m.FeedbackNote).HasMaxLength(Message.MaxFeedbackNoteLength);
        builder.Ignore(m => m.IsRunning);
        builder.Ignore(m => m.CanContinue);
        builder.ComplexCollection(m => m.Segments, segments => segments.ToJson());
        builder.ComplexCollection(m => m.ContentBlocks, blocks => blocks.ToJson());
        builder.ComplexCollection(m => m.Citations, citations => citations.ToJson());
        builder.ComplexProperty(m => m.Usage, usage => usage.ToJson());

        builder.HasOne<Conversation>().WithMany(c => c.Messages).HasForeignKey(m => m.ConversationId).OnDelete(DeleteBehavior.Cascade);

        // SQL Server allows no cascade onto itself; the conversation's cascade takes the whole tree in one statement.
        builder.HasOne<Message>().WithMany().HasForeignKey(m => m.ParentId).OnDelete(DeleteBehavior.NoAction);

        builder.HasIndex(m => new { m.ConversationId, m.Seq }).IsUnique();

        // The transcript: pages of the active path, newest first.
        builder.HasIndex(m => new { m.ConversationId, m.OnActivePath, m.Seq });

        // Sending is idempotent. (Both providers leave rows out of the uniqueness whose client id is null.)
        builder.HasIndex(m => new { m.OwnerId, m.ClientMessageId }).IsUnique().HasFilter("ClientMessageId IS NOT NULL");
    }
}
