using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class MessageFileConfiguration : IEntityTypeConfiguration<MessageFile>
{
    public void Configure(EntityTypeBuilder<MessageFile> builder)
    {
        builder.HasKey(a => new { a.MessageId, a.FileSeq });
        builder.HasOne<Message>().WithMany().HasForeignKey(a => a.MessageId).OnDelete(DeleteBehavior.Cascade);

        // From users a second cascade would lead here, which SQL Server refuses: who deletes a file deletes these first.
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(a => a.FileSeq).OnDelete(DeleteBehavior.NoAction);
        builder.HasIndex(a => a.ConversationId);
        builder.HasIndex(a => a.FileSeq);
    }
}
