using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class FilePassageConfiguration : IEntityTypeConfiguration<FilePassage>
{
    public void Configure(EntityTypeBuilder<FilePassage> builder)
    {
        builder.HasKey(p => new { p.FileSeq, p.Position });
        builder.Property(p => p.Place).HasMaxLength(FilePassage.MaxLabelLength);
        builder.Property(p => p.Heading).HasMaxLength(FilePassage.MaxLabelLength);
        builder.HasOne<StoredFile>().WithMany().HasForeignKey(p => p.FileSeq).OnDelete(DeleteBehavior.Cascade);
    }
}
